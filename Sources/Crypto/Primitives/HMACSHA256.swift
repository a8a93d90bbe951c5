internal import COpenSSL

/// HMAC-SHA256, in one call or piece by piece.
///
/// **Shape** 32 bytes; a key of any length. **Source** RFC 2104, FIPS 198-1.
///
/// A new context costs three times what re-keying an old one does, so contexts are lent: each belongs to one computation, is keyed
/// with zeros after it (which wipes the state and the library's own copy of the key), and goes back to the shelf. Keying is much of what
/// a code costs: who computes several gives one `HMACSHA256` from hand to hand.
public struct HMACSHA256: ~Copyable, Sendable {
    /// The number of bytes of a code.
    public static let byteCount = 32

    private static let shelf = ContextShelf { () throws(CryptoError) in try makeContext() }
    private static let algorithm: OpenSSLObject = {
        CryptoLibrary.require(CryptoLibrary.isPrepared)
        return CryptoLibrary.required { () throws(CryptoError) in
            try unsafe OpenSSLObject(EVP_MAC_fetch(nil, "HMAC", nil), free: EVP_MAC_free)
        }
    }()

    private let context: OpenSSLObject
    /// Whether the context was given a key since it left the shelf.
    private var isKeyed = false

    /// Starts a code under 32 zero bytes, which is how contexts come from the shelf: an HKDF without a salt.
    init() { context = Self.shelf.lend() }

    /// Starts a code under `key`.
    public init(key: SecretBytes) {
        self.init()
        restart(key: key)
    }

    deinit {
        // A state that no key went into is wiped by starting anew.
        let key = isKeyed ? Self.zeros : nil
        guard unsafe EVP_MAC_init(context.pointer, key, isKeyed ? Self.byteCount : 0, nil) == 1 else { return }
        Self.shelf.takeBack(context)
    }

    /// Takes in the next `bytes`.
    public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// Takes in the next bytes where they lie.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            CryptoLibrary.require(unsafe EVP_MAC_update(context.pointer, bytes.baseAddress, bytes.count) == 1)
        }
    }

    /// Takes in a part of `bytes` where it lies.
    mutating func update(_ bytes: [UInt8], part: Range<Int>) { update(bytes.span.extracting(part)) }

    /// The code of everything taken in.
    public consuming func finish() -> [UInt8] {
        [UInt8](capacity: Self.byteCount) { output in appendCode(to: &output) }
    }

    /// The code of everything taken in, as a secret.
    package consuming func finishSecret() -> SecretBytes { secret() }

    /// The 32-byte code of `message` under `key`.
    public static func code(_ message: [UInt8], key: SecretBytes) -> [UInt8] {
        var code = HMACSHA256(key: key)
        code.update(message)
        return code.finish()
    }

    /// The same as a secret: for codes that are keys themselves.
    public static func secretCode(_ message: [UInt8], key: SecretBytes) -> SecretBytes {
        var code = HMACSHA256(key: key)
        code.update(message)
        return code.finishSecret()
    }

    /// Whether `code` is the one of `message`, or its first bytes (at least 16), in constant time.
    public static func isValid(_ code: [UInt8], of message: [UInt8], key: SecretBytes) -> Bool {
        guard code.count >= 16, code.count <= byteCount else { return false }
        return constantTimeEqual(code, Array(self.code(message, key: key).prefix(code.count)))
    }

    /// Starts anew under another key, in the same context.
    mutating func restart(key: SecretBytes) { key.withSpan { restart(key: $0) } }

    /// Starts anew under another key, where it lies.
    mutating func restart(key: Span<UInt8>) {
        // The library reads "no key" as "the same key"; to HMAC an empty key is one of zeros.
        guard !key.isEmpty else { return restart(key: Self.zeros.span) }
        isKeyed = true
        let result = unsafe key.withUnsafeBufferPointer { key in unsafe EVP_MAC_init(context.pointer, key.baseAddress, key.count, nil) }
        CryptoLibrary.require(result == 1)
    }

    /// Starts anew under the same key.
    mutating func restart() {
        CryptoLibrary.require(unsafe EVP_MAC_init(context.pointer, nil, 0, nil) == 1)
    }

    /// The code of everything taken in, as a secret; ``restart()`` or ``restart(key:)-(SecretBytes)`` comes next.
    borrowing func secret() -> SecretBytes {
        SecretBytes(count: Self.byteCount) { output in appendCode(to: &output) }
    }

    /// Whether the code of everything taken in is `code`, in constant time; ``restart()`` comes next.
    borrowing func isEqual(to code: Span<UInt8>) -> Bool {
        var own = InlineArray<32, UInt8>(repeating: 0)
        var span = own.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { place in
            var written = 0
            CryptoLibrary.require(unsafe EVP_MAC_final(context.pointer, place.baseAddress, &written, place.count) == 1)
        }
        return constantTimeEqual(own.span, code)
    }

    /// Appends the code of everything taken in.
    borrowing func appendCode(to output: inout OutputSpan<UInt8>) {
        precondition(output.freeCapacity >= Self.byteCount, "the caller leaves room for the code")
        unsafe output.fill { place in
            var written = 0
            CryptoLibrary.require(unsafe EVP_MAC_final(context.pointer, place, &written, Self.byteCount) == 1)
            return written
        }
    }

    private static let zeros = [UInt8](repeating: 0, count: byteCount)

    /// A context that is keyed with zeros.
    private static func makeContext() throws(CryptoError) -> OpenSSLObject {
        let context = try unsafe OpenSSLObject(EVP_MAC_CTX_new(algorithm.pointer), free: EVP_MAC_CTX_free)
        var name = Array("SHA2-256".utf8CString)
        let isKeyed = unsafe name.withUnsafeMutableBufferPointer { name in
            let parameters = unsafe [
                OSSL_PARAM_construct_utf8_string(onion_parameter_digest, name.baseAddress, 0), OSSL_PARAM_construct_end(),
            ]
            return unsafe EVP_MAC_init(context.pointer, zeros, byteCount, parameters)
        }
        guard isKeyed == 1 else { throw CryptoLibrary.failure() }
        return context
    }
}
