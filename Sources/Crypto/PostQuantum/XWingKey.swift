/// An X-Wing key: ML-KEM-768 and X25519 under one small seed.
///
/// **Shape** seed 32 bytes, from which both halves follow and which alone is kept.
/// **Layout** SHAKE256(seed, 96) = ML-KEM seed 64 ‖ X25519 secret 32. **Source** draft-connolly-cfrg-xwing-kem §5.2, §5.5.
/// **Vectors** the draft's appendix C.
public final class XWingKey: Sendable {
    /// The number of bytes of a seed.
    public static let seedByteCount = 32

    /// Where both halves come from.
    public let seed: SecretBytes
    /// The public half.
    public let publicKey: XWingPublicKey
    private let lattice: MLKEM768Key
    private let curve: AgreementKey

    /// The key of `seed`.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/algorithmNotOffered``, ``CryptoError/libraryFailure``.
    public init(seed: SecretBytes) throws(CryptoError) {
        try requireLength(seed.count, Self.seedByteCount)
        let boundary = MLKEM768Key.seedByteCount
        let expanded = SHAKE256.expand(seed, count: boundary + AgreementPublicKey.byteCount)
        lattice = try MLKEM768Key(seed: expanded[0..<boundary])
        curve = try AgreementKey(secret: expanded[boundary..<expanded.count])
        publicKey = XWingPublicKey(lattice: lattice.publicKey, curve: curve.publicKey)
        self.seed = seed
    }

    /// A fresh key.
    ///
    /// **Errors** ``CryptoError/algorithmNotOffered``, ``CryptoError/libraryFailure``.
    public static func generate() throws(CryptoError) -> XWingKey { try XWingKey(seed: .random(seedByteCount)) }

    /// The secret in a ciphertext that was made for this key. A forged ciphertext gives a secret that nobody knows, as in ``MLKEM768Key``.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``; ``CryptoError/lowOrderResult`` when its X25519 half is a weak key, which
    /// the draft would let pass.
    public func decapsulate(_ ciphertext: [UInt8]) throws(CryptoError) -> SecretBytes {
        try requireLength(ciphertext.count, XWingPublicKey.ciphertextByteCount)
        let ephemeral = try AgreementPublicKey(Array(ciphertext.suffix(AgreementPublicKey.byteCount)))
        return XWing.combine(
            lattice: try lattice.decapsulate(Array(ciphertext.prefix(MLKEM768PublicKey.ciphertextByteCount))),
            curve: try curve.agree(with: ephemeral), ephemeral: ephemeral, recipient: curve.publicKey)
    }
}
