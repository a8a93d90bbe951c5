/// AES-SIV with two 256-bit keys: deterministic authenticated encryption for what lies at rest; no nonce that could repeat.
///
/// **Shape** key 64, synthetic IV 16 bytes. **Layout** synthetic IV ‖ ciphertext. **Source** RFC 5297; protocol §10.4.
///
/// Exactly one associated-data string, and neither it nor the plaintext is ever empty: some releases of the library skip empty parts
/// (CVE-2023-2975), and an empty plaintext would be checked against nothing.
public enum AESSIV {
    /// The number of bytes of a key.
    public static let keyByteCount = 64
    /// The number of bytes that sealing adds, in front.
    public static let tagByteCount = 16

    /// Seals `plaintext`; the result is 16 bytes longer.
    ///
    /// **Errors** ``CryptoError/emptyInput``, ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/overLimit(limit:found:)``.
    public static func seal(_ plaintext: [UInt8], key: SecretBytes, associatedData: [UInt8]) throws(CryptoError) -> [UInt8] {
        try seal(plaintext.span, key: key, associatedData: associatedData)
    }

    /// Seals a secret, which is read where it lies.
    ///
    /// **Errors** as above.
    public static func seal(_ plaintext: SecretBytes, key: SecretBytes, associatedData: [UInt8]) throws(CryptoError) -> [UInt8] {
        try plaintext.withSpan { (plaintext) throws(CryptoError) in try seal(plaintext, key: key, associatedData: associatedData) }
    }

    private static func seal(_ plaintext: Span<UInt8>, key: SecretBytes, associatedData: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard !plaintext.isEmpty else { throw .emptyInput }
        return try seal(plaintext, in: start(.sealing, key, associatedData))
    }

    static func seal(_ plaintext: Span<UInt8>, in context: consuming CipherContext) throws(CryptoError) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: tagByteCount + plaintext.count)
        let count = try context.process(plaintext, into: &sealed, at: tagByteCount)
        _ = try context.finish(into: &sealed, at: tagByteCount + count, failure: .libraryFailure)
        try context.writeTag(tagByteCount, into: &sealed, at: 0)
        return sealed
    }

    /// Opens what ``seal(_:key:associatedData:)`` gave under the same key and associated data.
    ///
    /// **Errors** ``CryptoError/authenticationFailed``, ``CryptoError/tooShort(minimum:found:)``, and those above.
    public static func open(_ sealed: [UInt8], key: SecretBytes, associatedData: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard sealed.count > tagByteCount else { throw .tooShort(minimum: tagByteCount + 1, found: sealed.count) }
        return try open(sealed, in: start(.opening, key, associatedData, tag: sealed.span.extracting(first: tagByteCount)))
    }

    static func open(_ sealed: [UInt8], in context: consuming CipherContext) throws(CryptoError) -> [UInt8] {
        let count = sealed.count - tagByteCount
        var plaintext = [UInt8](repeating: 0, count: count)
        let written = try context.process(sealed.span.extracting(last: count), into: &plaintext, at: 0, failure: .authenticationFailed)
        _ = try context.finish(into: &plaintext, at: written, failure: .authenticationFailed)
        return plaintext
    }

    /// Opens what a secret was sealed to, into a secret.
    ///
    /// **Errors** as above.
    public static func openSecret(_ sealed: [UInt8], key: SecretBytes, associatedData: [UInt8]) throws(CryptoError) -> SecretBytes {
        guard sealed.count > tagByteCount else { throw .tooShort(minimum: tagByteCount + 1, found: sealed.count) }
        let context = try start(.opening, key, associatedData, tag: sealed.span.extracting(first: tagByteCount))
        let plaintext = try context.processIntoSecret(sealed.span.extracting(droppingFirst: tagByteCount), failure: .authenticationFailed)
        var nothing = [UInt8](repeating: 0, count: AESCBC.blockByteCount)
        _ = try context.finish(into: &nothing, at: 0, failure: .authenticationFailed)
        return plaintext
    }

    private static func start(
        _ direction: CipherContext.Direction, _ key: SecretBytes, _ associatedData: [UInt8], tag: Span<UInt8> = Span()
    ) throws(CryptoError) -> CipherContext {
        try requireLength(key.count, keyByteCount)
        return try prepare(CipherContext(.aes256SIV, direction, key: key, nonce: []), direction, associatedData, tag: tag)
    }

    static func prepare(
        _ context: consuming CipherContext, _ direction: CipherContext.Direction, _ associatedData: [UInt8], tag: Span<UInt8> = Span()
    ) throws(CryptoError) -> CipherContext {
        guard !associatedData.isEmpty else { throw .emptyInput }
        if direction == .opening { try context.expect(tag: tag) }
        try context.authenticate(associatedData)
        return context
    }
}
