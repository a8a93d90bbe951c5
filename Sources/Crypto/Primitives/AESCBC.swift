/// AES in CBC mode with PKCS #7 padding. **Not authenticated**: only ever under a keyed hash that was checked first.
///
/// **Shape** key 16 or 32, initialization vector 16 bytes. **Source** NIST SP 800-38A, RFC 5652 §6.3.
public enum AESCBC {
    /// The number of bytes of a block and of an initialization vector.
    public static let blockByteCount = 16

    /// Encrypts and pads; the result is 1 to 16 bytes longer.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/overLimit(limit:found:)``.
    public static func encrypt(
        _ plaintext: [UInt8], key: SecretBytes, initializationVector: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let vector = initializationVector.span
        let context = try key.withSpan { (key) throws(CryptoError) in try start(.sealing, key, vector) }
        var ciphertext = [UInt8](repeating: 0, count: encryptedByteCount(forPlaintext: plaintext.count))
        let count = try context.process(plaintext.span, into: &ciphertext, at: 0)
        _ = try context.finish(into: &ciphertext, at: count, failure: .libraryFailure)
        return ciphertext
    }

    /// Appends `plaintext` encrypted and padded to `output`, which has room for it and a block more.
    static func encrypt(
        _ plaintext: [UInt8], key: Span<UInt8>, initializationVector: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(CryptoError) {
        let context = try start(.sealing, key, initializationVector)
        try context.process(plaintext.span, into: &output)
        try context.finish(into: &output, failure: .libraryFailure)
    }

    /// Decrypts and takes the padding off.
    ///
    /// **Errors** ``CryptoError/authenticationFailed`` when the padding is wrong, and the lengths as above.
    public static func decrypt(
        _ ciphertext: [UInt8], key: SecretBytes, initializationVector: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let vector = initializationVector.span
        return try key.withSpan { (key) throws(CryptoError) in
            try decrypt(ciphertext.span, key: key, initializationVector: vector)
        }
    }

    /// The same where the ciphertext, key and initialization vector lie.
    static func decrypt(
        _ ciphertext: Span<UInt8>, key: Span<UInt8>, initializationVector: Span<UInt8>
    ) throws(CryptoError) -> [UInt8] {
        guard ciphertext.count >= blockByteCount else { throw .tooShort(minimum: blockByteCount, found: ciphertext.count) }
        let wholeCount = (ciphertext.count + blockByteCount - 1) / blockByteCount * blockByteCount
        try requireLength(ciphertext.count, wholeCount)
        let context = try start(.opening, key, initializationVector)
        // The library may write a whole last block before it looks at the padding.
        var plaintext = [UInt8](repeating: 0, count: ciphertext.count + blockByteCount)
        let count = try context.process(ciphertext, into: &plaintext, at: 0)
        let lastCount = try context.finish(into: &plaintext, at: count, failure: .authenticationFailed)
        plaintext.removeLast(plaintext.count - count - lastCount)
        return plaintext
    }

    /// How long the ciphertext of `count` bytes is.
    public static func encryptedByteCount(forPlaintext count: Int) -> Int { (count / blockByteCount + 1) * blockByteCount }

    private static func start(
        _ direction: CipherContext.Direction, _ key: Span<UInt8>, _ initializationVector: Span<UInt8>
    ) throws(CryptoError) -> CipherContext {
        try requireLength(initializationVector.count, blockByteCount)
        switch key.count {
        case 16: return try CipherContext(.aes128CBC, direction, key: key, nonce: initializationVector)
        case 32: return try CipherContext(.aes256CBC, direction, key: key, nonce: initializationVector)
        default: throw .wrongLength(expected: 32, found: key.count)
        }
    }
}
