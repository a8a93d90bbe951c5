/// HPKE, single-shot: seals a message to somebody's public key.
///
/// Base mode with HKDF-SHA256 and ChaCha20-Poly1305; one message to a context, so its nonce is the base nonce. The recipient's key decides on
/// the KEM: an ``AgreementKey`` is DHKEM(X25519, HKDF-SHA256), an ``XWingKey`` is X-Wing. What is sealed for one never opens as the other:
/// the KEM's number is part of every derivation.
///
/// **Shape** encapsulated key 32 bytes, or 1120 with X-Wing; ciphertext 16 bytes longer than the plaintext.
/// **Source** RFC 9180 §6.1; draft-connolly-cfrg-xwing-kem §5.6; protocol §6.5. **Vectors** RFC 9180 appendix A.2.1.
///
/// It says nothing about who sealed: what is inside must.
public enum HPKE {
    /// The number of bytes of an encapsulated key of DHKEM; with X-Wing ``XWingPublicKey/ciphertextByteCount``.
    public static let encapsulatedByteCount = AgreementPublicKey.byteCount
    /// The number of bytes that sealing adds to the plaintext.
    public static let tagByteCount = ChaChaPoly.tagByteCount

    /// Seals `plaintext` to the holder of `recipient`, under a fresh key.
    ///
    /// **Errors** ``CryptoError/lowOrderResult`` when `recipient` is a weak key, ``CryptoError/overLimit(limit:found:)``.
    public static func seal(
        _ plaintext: [UInt8], to recipient: AgreementPublicKey, info: [UInt8], associatedData: [UInt8]
    ) throws(CryptoError) -> (encapsulated: [UInt8], ciphertext: [UInt8]) {
        try seal(plaintext, to: recipient, info: info, associatedData: associatedData, ephemeral: .generate())
    }

    /// The same under a given ephemeral key: for vectors and seeded tests only. A key used twice betrays both messages.
    package static func seal(
        _ plaintext: [UInt8], to recipient: AgreementPublicKey, info: [UInt8], associatedData: [UInt8], ephemeral: AgreementKey
    ) throws(CryptoError) -> (encapsulated: [UInt8], ciphertext: [UInt8]) {
        let encapsulated = ephemeral.publicKey.bytes
        let shared = HPKEKeySchedule.sharedSecret(
            try ephemeral.agree(with: recipient), encapsulated: encapsulated, recipient: recipient)
        let schedule = HPKEKeySchedule(.x25519, sharedSecret: shared, info: info)
        return (encapsulated, try seal(plaintext, under: schedule, associatedData))
    }

    /// Opens what ``seal(_:to:info:associatedData:)`` gave, with the same `info` and `associatedData`.
    ///
    /// **Errors** ``CryptoError/authenticationFailed``; ``CryptoError/wrongLength(expected:found:)`` and
    /// ``CryptoError/lowOrderResult`` for the encapsulated key; ``CryptoError/tooShort(minimum:found:)``.
    public static func open(
        _ ciphertext: [UInt8], encapsulated: [UInt8], with recipient: AgreementKey, info: [UInt8], associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let shared = HPKEKeySchedule.sharedSecret(
            try recipient.agree(with: AgreementPublicKey(encapsulated)), encapsulated: encapsulated, recipient: recipient.publicKey)
        return try open(ciphertext, under: HPKEKeySchedule(.x25519, sharedSecret: shared, info: info), associatedData)
    }

    /// Seals `plaintext` to the holder of an X-Wing key: who records it today and has a quantum computer later does not read it.
    ///
    /// **Errors** ``CryptoError/algorithmNotOffered``; ``CryptoError/lowOrderResult`` when `recipient` is a weak key,
    /// ``CryptoError/overLimit(limit:found:)``.
    public static func seal(
        _ plaintext: [UInt8], to recipient: XWingPublicKey, info: [UInt8], associatedData: [UInt8]
    ) throws(CryptoError) -> (encapsulated: [UInt8], ciphertext: [UInt8]) {
        let encapsulation = try recipient.encapsulate()
        let schedule = HPKEKeySchedule(.xWing, sharedSecret: encapsulation.secret, info: info)
        return (encapsulation.ciphertext, try seal(plaintext, under: schedule, associatedData))
    }

    /// Opens what was sealed to an X-Wing key, with the same `info` and `associatedData`.
    ///
    /// **Errors** ``CryptoError/authenticationFailed``; ``CryptoError/wrongLength(expected:found:)`` and
    /// ``CryptoError/lowOrderResult`` for the encapsulated key; ``CryptoError/tooShort(minimum:found:)``.
    public static func open(
        _ ciphertext: [UInt8], encapsulated: [UInt8], with recipient: XWingKey, info: [UInt8], associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let schedule = HPKEKeySchedule(.xWing, sharedSecret: try recipient.decapsulate(encapsulated), info: info)
        return try open(ciphertext, under: schedule, associatedData)
    }

    private static func seal(
        _ plaintext: [UInt8], under schedule: HPKEKeySchedule, _ associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try ChaChaPoly.seal(plaintext, key: schedule.key, nonce: schedule.baseNonce, associatedData: associatedData)
    }

    private static func open(
        _ ciphertext: [UInt8], under schedule: HPKEKeySchedule, _ associatedData: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try ChaChaPoly.open(ciphertext, key: schedule.key, nonce: schedule.baseNonce, associatedData: associatedData)
    }
}
