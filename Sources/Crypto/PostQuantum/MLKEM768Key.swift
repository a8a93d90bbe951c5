/// An ML-KEM-768 key: a lattice key that no quantum computer is known to break. Never used alone, always beside an X25519 agreement.
///
/// **Shape** seed 64 bytes (d ‖ z), from which all else follows and which alone is kept. **Source** FIPS 203.
public final class MLKEM768Key: Sendable {
    /// The number of bytes of a seed.
    public static let seedByteCount = 64

    /// d ‖ z.
    public let seed: SecretBytes
    /// The public half.
    public let publicKey: MLKEM768PublicKey
    private let object: OpenSSLObject

    /// The key of `seed`.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/algorithmNotOffered``, ``CryptoError/libraryFailure``.
    public init(seed: SecretBytes) throws(CryptoError) {
        try requireLength(seed.count, Self.seedByteCount)
        try PostQuantum.require()
        object = try EncapsulationObject.make(seed: seed)
        publicKey = try MLKEM768PublicKey(EncapsulationObject.publicBytes(of: object))
        self.seed = seed
    }

    /// A fresh key.
    ///
    /// **Errors** ``CryptoError/algorithmNotOffered``, ``CryptoError/libraryFailure``.
    public static func generate() throws(CryptoError) -> MLKEM768Key {
        try MLKEM768Key(seed: .random(seedByteCount))
    }

    /// The secret in a ciphertext that was made for this key.
    ///
    /// A ciphertext for another key, or a forged one, is *not* an error: it gives a secret that nobody knows (implicit rejection, FIPS 203
    /// §6.3), and what is sealed under it fails to open.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/libraryFailure``.
    public func decapsulate(_ ciphertext: [UInt8]) throws(CryptoError) -> SecretBytes {
        try requireLength(ciphertext.count, MLKEM768PublicKey.ciphertextByteCount)
        return try EncapsulationObject.decapsulate(ciphertext, with: object)
    }
}
