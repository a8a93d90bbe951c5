/// The running hash and chaining key of a handshake, and the cipher they have led to so far.
///
/// **Source** The Noise Protocol Framework, revision 34, §5.2 (`SymmetricState`).
struct NoiseSymmetricState: Sendable {
    /// Exactly 32 bytes long, so it is the first hash itself.
    private static let protocolName = Array("Noise_XX_25519_ChaChaPoly_SHA256".utf8)

    private var chainingKey: SecretBytes
    private(set) var hash: [UInt8]
    private var cipher: NoiseCipher?

    init(prologue: [UInt8]) {
        chainingKey = SecretBytes(copying: Self.protocolName)
        hash = Self.protocolName
        mixHash(prologue)
    }

    mutating func mixHash(_ bytes: [UInt8]) { hash = SHA256.hash(hash + bytes) }

    mutating func mixKey(_ secret: SecretBytes) {
        let (nextChainingKey, key) = derive(from: secret)
        chainingKey = nextChainingKey
        cipher = NoiseCipher(key: key)
    }

    /// `EncryptAndHash`: before the first key the bytes go as they are.
    mutating func seal(_ plaintext: [UInt8]) throws(NoiseError) -> [UInt8] {
        let sealed = try cipher?.seal(plaintext, associatedData: hash) ?? plaintext
        mixHash(sealed)
        return sealed
    }

    /// `DecryptAndHash`.
    mutating func open(_ message: [UInt8]) throws(NoiseError) -> [UInt8] {
        let plaintext = try cipher?.open(message, associatedData: hash) ?? message
        mixHash(message)
        return plaintext
    }

    /// What sealing adds at this point of the handshake.
    var tagByteCount: Int { cipher == nil ? 0 : NoiseCipher.tagByteCount }

    /// The two directions' ciphers: the initiator's sending first.
    func split() -> (initiator: NoiseCipher, responder: NoiseCipher) {
        let (first, second) = derive(from: SecretBytes(copying: []))
        return (NoiseCipher(key: first), NoiseCipher(key: second))
    }

    /// Noise's two-output HKDF, which is RFC 5869's with the chaining key as salt and no info.
    private func derive(from secret: SecretBytes) -> (SecretBytes, SecretBytes) {
        let keys = HKDFSHA256.derive(secret, salt: chainingKey, info: [], count: 64)
        return (keys[0..<32], keys[32..<64])
    }
}
