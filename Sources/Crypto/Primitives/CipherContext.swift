internal import COpenSSL

/// A cipher of OpenSSL, fetched once.
struct Cipher: Sendable {
    static let chaChaPoly = Cipher("ChaCha20-Poly1305")
    static let aes128CBC = Cipher("AES-128-CBC")
    static let aes256CBC = Cipher("AES-256-CBC")
    static let aes256SIV = Cipher("AES-256-SIV")

    /// The library counts in 32-bit signed numbers; an input above this is refused, never cut. Room is left for tag and padding.
    static let maximumByteCount = Int(Int32.max) - 64

    let algorithm: OpenSSLObject

    private init(_ name: String) {
        CryptoLibrary.require(CryptoLibrary.isPrepared)
        algorithm = CryptoLibrary.required { () throws(CryptoError) in
            try unsafe OpenSSLObject(EVP_CIPHER_fetch(nil, name, nil), free: EVP_CIPHER_free)
        }
    }
}

/// One encryption or decryption under way. Never reused: freeing the context is what wipes the key inside it.
///
/// `@unchecked Sendable`: it has one owner, who uses it from one thread at a time.
@safe struct CipherContext: ~Copyable, @unchecked Sendable {
    enum Direction: Int32 {
        case opening = 0
        case sealing = 1
    }

    private let context: OpaquePointer

    /// Starts with `key` and `nonce`, whose lengths the caller has checked; an empty nonce means none. Without padding, whole blocks
    /// come in and the same number comes out.
    init(_ cipher: Cipher, _ direction: Direction, key: SecretBytes, nonce: [UInt8], isPadded: Bool = true) throws(CryptoError) {
        self = try key.withSpan { (key) throws(CryptoError) in
            try CipherContext(cipher, direction, key: key, nonce: nonce.span, isPadded: isPadded)
        }
    }

    /// The same with key and nonce where they lie.
    init(
        _ cipher: Cipher, _ direction: Direction, key: Span<UInt8>, nonce: Span<UInt8>, isPadded: Bool = true
    ) throws(CryptoError) {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw CryptoLibrary.failure() }
        let result = unsafe key.withUnsafeBufferPointer { key in
            // An empty span lends no pointer.
            unsafe nonce.withUnsafeBufferPointer { nonce in
                unsafe EVP_CipherInit_ex2(
                    context, cipher.algorithm.pointer, key.baseAddress, nonce.baseAddress, direction.rawValue, nil)
            }
        }
        guard result == 1, isPadded || (unsafe EVP_CIPHER_CTX_set_padding(context, 0)) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw CryptoLibrary.failure()
        }
        unsafe self.context = context
    }

    /// One that stands where `other` stands: much cheaper than keying a new one, and as alone with its key.
    init(copying other: borrowing CipherContext) throws(CryptoError) {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw CryptoLibrary.failure() }
        guard unsafe EVP_CIPHER_CTX_copy(context, other.context) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw CryptoLibrary.failure()
        }
        unsafe self.context = context
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// Takes in associated data.
    func authenticate(_ associatedData: [UInt8]) throws(CryptoError) {
        var written: Int32 = 0
        let count = try Self.checked(associatedData.count)
        guard unsafe EVP_CipherUpdate(context, nil, &written, associatedData, count) == 1 else {
            throw CryptoLibrary.failure()
        }
    }

    /// Runs `input` through the cipher; what comes out is written to `output` from `position` on, and counted.
    ///
    /// **Errors** `failure` when the cipher refuses (AES-SIV checks its tag here).
    func process(
        _ input: Span<UInt8>, into output: inout [UInt8], at position: Int, failure: CryptoError = .libraryFailure
    ) throws(CryptoError) -> Int {
        let count = try Self.checked(input.count)
        // The library reads "no output" as "associated data": an empty input never reaches it.
        guard count > 0 else { return 0 }
        precondition(output.count - position >= input.count, "the caller leaves room for what comes out")
        var written: Int32 = 0
        let result = unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe input.withUnsafeBufferPointer { input in
                let place = unsafe output.baseAddress.map { unsafe $0 + position }
                return unsafe EVP_CipherUpdate(context, place, &written, input.baseAddress, count)
            }
        }
        guard result == 1 else { throw CryptoLibrary.failure(failure) }
        return Int(written)
    }

    /// Runs `input` through a block cipher and appends what comes out, for which `output` has room, and for a block more.
    func process(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(CryptoError) {
        let count = try Self.checked(input.count)
        guard count > 0 else { return }
        precondition(output.freeCapacity >= input.count + AESCBC.blockByteCount, "the caller leaves room for what comes out")
        var result: Int32 = 0
        unsafe output.fill { place in
            var written: Int32 = 0
            unsafe input.withUnsafeBufferPointer { input in
                result = unsafe EVP_CipherUpdate(context, place, &written, input.baseAddress, count)
            }
            return Int(written)
        }
        guard result == 1 else { throw CryptoLibrary.failure() }
    }

    /// Runs all of `input` through a cipher that gives as many bytes as it takes, into a secret.
    ///
    /// **Errors** `failure` when the cipher refuses.
    func processIntoSecret(_ input: Span<UInt8>, failure: CryptoError) throws(CryptoError) -> SecretBytes {
        let count = try Self.checked(input.count)
        var (result, written) = (Int32(0), Int32(0))
        let secret = SecretBytes(count: input.count) { output in
            unsafe output.fill { place in
                // Zeros stand where a refusal writes nothing.
                unsafe place?.update(repeating: 0, count: input.count)
                unsafe input.withUnsafeBufferPointer { input in
                    result = unsafe EVP_CipherUpdate(context, place, &written, input.baseAddress, count)
                }
                return input.count
            }
        }
        guard result == 1, written == count else { throw CryptoLibrary.failure(failure) }
        return secret
    }

    /// Ends the run, writes what was held back (at most a block) and counts it; an opening finds here whether tag or padding is right.
    func finish(into output: inout [UInt8], at position: Int, failure: CryptoError) throws(CryptoError) -> Int {
        var written: Int32 = 0
        let result = unsafe output.withUnsafeMutableBufferPointer { output in
            let place = unsafe output.baseAddress.map { unsafe $0 + position }
            return unsafe EVP_CipherFinal_ex(context, place, &written)
        }
        guard result == 1 else { throw CryptoLibrary.failure(failure) }
        return Int(written)
    }

    /// Ends the run and appends what was held back (at most a block), for which there must be room.
    func finish(into output: inout OutputSpan<UInt8>, failure: CryptoError) throws(CryptoError) {
        precondition(output.freeCapacity >= AESCBC.blockByteCount, "the caller leaves room for what was held back")
        var result: Int32 = 0
        unsafe output.fill { place in
            var written: Int32 = 0
            result = unsafe EVP_CipherFinal_ex(context, place, &written)
            return Int(written)
        }
        guard result == 1 else { throw CryptoLibrary.failure(failure) }
    }

    /// Appends the tag of a finished sealing, for which there must be room.
    func appendTag(_ count: Int, to output: inout OutputSpan<UInt8>) throws(CryptoError) {
        precondition(output.freeCapacity >= count, "the caller leaves room for the tag")
        var result: Int32 = 0
        unsafe output.fill { place in
            result = unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(count), place)
            return result == 1 ? count : 0
        }
        guard result == 1 else { throw CryptoLibrary.failure() }
    }

    /// Writes the tag of a finished sealing to `output` from `position` on.
    func writeTag(_ count: Int, into output: inout [UInt8], at position: Int) throws(CryptoError) {
        precondition(output.count - position >= count, "the caller leaves room for the tag")
        let result = unsafe output.withUnsafeMutableBytes { output in
            let place = unsafe output.baseAddress.map { unsafe $0 + position }
            return unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(count), place)
        }
        guard result == 1 else { throw CryptoLibrary.failure() }
    }

    /// Sets the tag that an opening must find.
    func expect(tag: Span<UInt8>) throws(CryptoError) {
        let result = unsafe tag.withUnsafeBytes { tag in
            // The library declares its input writable and only reads it.
            let place = unsafe UnsafeMutableRawPointer(mutating: tag.baseAddress)
            return unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), place)
        }
        guard result == 1 else { throw CryptoLibrary.failure() }
    }

    private static func checked(_ count: Int) throws(CryptoError) -> Int32 {
        guard count <= Cipher.maximumByteCount else { throw .overLimit(limit: Cipher.maximumByteCount, found: count) }
        return Int32(count)
    }
}

/// Refuses a length that is not exactly the one an algorithm takes.
func requireLength(_ found: Int, _ expected: Int) throws(CryptoError) {
    guard found == expected else { throw .wrongLength(expected: expected, found: found) }
}
