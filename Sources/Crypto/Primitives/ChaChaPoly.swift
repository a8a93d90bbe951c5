/// ChaCha20-Poly1305: authenticated encryption.
///
/// **Shape** key 32, nonce 12, tag 16 bytes. **Layout** ciphertext ‖ tag. **Source** RFC 8439.
public enum ChaChaPoly {
    /// The number of bytes of a key.
    public static let keyByteCount = 32
    /// The number of bytes of a nonce, which must never be used twice under one key.
    public static let nonceByteCount = 12
    /// The number of bytes that sealing adds.
    public static let tagByteCount = 16

    /// Seals `plaintext`; the result is 16 bytes longer.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/overLimit(limit:found:)``.
    public static func seal(
        _ plaintext: [UInt8], key: SecretBytes, nonce: [UInt8], associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let context = try start(.sealing, key, nonce.span, associatedData)
        var sealed = [UInt8](repeating: 0, count: plaintext.count + tagByteCount)
        let count = try context.process(plaintext.span, into: &sealed, at: 0)
        _ = try context.finish(into: &sealed, at: count, failure: .libraryFailure)
        try context.writeTag(tagByteCount, into: &sealed, at: count)
        return sealed
    }

    /// Appends `plaintext` sealed, without associated data, to `output`, which has room for it.
    static func seal(
        _ plaintext: [UInt8], key: SecretBytes, nonce: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(CryptoError) {
        let context = try start(.sealing, key, nonce, [])
        try context.process(plaintext.span, into: &output)
        try context.finish(into: &output, failure: .libraryFailure)
        try context.appendTag(tagByteCount, to: &output)
    }

    /// Opens what ``seal(_:key:nonce:associatedData:)`` gave. Nothing of the plaintext leaves unless the tag is right.
    ///
    /// **Errors** ``CryptoError/authenticationFailed``, and the lengths as above.
    public static func open(
        _ sealed: [UInt8], key: SecretBytes, nonce: [UInt8], associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try open(sealed.span, key: key, nonce: nonce.span, associatedData: associatedData)
    }

    /// The same where the sealed bytes and the nonce lie.
    static func open(
        _ sealed: Span<UInt8>, key: SecretBytes, nonce: Span<UInt8>, associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        guard sealed.count >= tagByteCount else { throw .tooShort(minimum: tagByteCount, found: sealed.count) }
        let count = sealed.count - tagByteCount
        let context = try start(.opening, key, nonce, associatedData)
        try context.expect(tag: sealed.extracting(last: tagByteCount))
        var plaintext = [UInt8](repeating: 0, count: count)
        let written = try context.process(sealed.extracting(first: count), into: &plaintext, at: 0)
        _ = try context.finish(into: &plaintext, at: written, failure: .authenticationFailed)
        return plaintext
    }

    private static func start(
        _ direction: CipherContext.Direction, _ key: SecretBytes, _ nonce: Span<UInt8>, _ associatedData: [UInt8]
    ) throws(CryptoError) -> CipherContext {
        try requireLength(key.count, keyByteCount)
        try requireLength(nonce.count, nonceByteCount)
        let context = try key.withSpan { (key) throws(CryptoError) in
            try CipherContext(.chaChaPoly, direction, key: key, nonce: nonce)
        }
        if !associatedData.isEmpty { try context.authenticate(associatedData) }
        return context
    }
}
