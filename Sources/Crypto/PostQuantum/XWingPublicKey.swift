/// The public half of an X-Wing key: an ML-KEM-768 key and an X25519 key as one.
///
/// It can be read, checked and kept on a machine whose library does not offer ML-KEM; only ``encapsulate()`` needs it.
///
/// **Shape** 1216 bytes; a ciphertext has 1120 and a secret 32. **Layout** ML-KEM key 1184 ‖ X25519 key 32; ciphertexts alike.
/// **Source** draft-connolly-cfrg-xwing-kem §5.4.
public struct XWingPublicKey: Hashable, Sendable {
    /// The number of bytes of the key.
    public static let byteCount = MLKEM768PublicKey.byteCount + AgreementPublicKey.byteCount
    /// The number of bytes that travel to the key's holder.
    public static let ciphertextByteCount = MLKEM768PublicKey.ciphertextByteCount + AgreementPublicKey.byteCount

    /// The half that withstands a quantum computer.
    public let lattice: MLKEM768PublicKey
    /// The half that withstands everything known today.
    public let curve: AgreementPublicKey

    /// Both halves, one after the other.
    public var bytes: [UInt8] { lattice.bytes + curve.bytes }

    /// A key of its two halves.
    init(lattice: MLKEM768PublicKey, curve: AgreementPublicKey) {
        self.lattice = lattice
        self.curve = curve
    }

    /// A key from its bytes.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/nonCanonicalKey``.
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        try requireLength(bytes.count, Self.byteCount)
        lattice = try MLKEM768PublicKey(Array(bytes.prefix(MLKEM768PublicKey.byteCount)))
        curve = try AgreementPublicKey(Array(bytes.suffix(AgreementPublicKey.byteCount)))
    }

    /// A fresh secret, and the ciphertext from which the key's holder learns it.
    ///
    /// **Errors** ``CryptoError/algorithmNotOffered``; ``CryptoError/lowOrderResult`` when the X25519 half is a weak key, which the draft
    /// would let pass.
    public func encapsulate() throws(CryptoError) -> Encapsulation { try encapsulate(message: nil, ephemeral: .generate()) }

    /// The same with all chance given: for vectors only.
    package func encapsulate(message: SecretBytes?, ephemeral: AgreementKey) throws(CryptoError) -> Encapsulation {
        let inner = try lattice.encapsulate(message: message)
        let secret = XWing.combine(
            lattice: inner.secret, curve: try ephemeral.agree(with: curve), ephemeral: ephemeral.publicKey, recipient: curve)
        return Encapsulation(secret: secret, ciphertext: inner.ciphertext + ephemeral.publicKey.bytes)
    }
}
