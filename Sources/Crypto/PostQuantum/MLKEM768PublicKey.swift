/// The public half of an ML-KEM-768 key: who has it encapsulates a secret to its holder.
///
/// It can be read, checked and kept on a machine whose library does not offer ML-KEM; only ``encapsulate()`` needs it.
///
/// **Shape** 1184 bytes; a ciphertext has 1088 and a secret 32. **Source** FIPS 203.
public struct MLKEM768PublicKey: Hashable, Sendable {
    /// The number of bytes of the key.
    public static let byteCount = 1184
    /// The number of bytes that travel to the key's holder.
    public static let ciphertextByteCount = 1088
    /// The number of bytes that both ends then share.
    public static let secretByteCount = 32
    /// The number of random bytes that go into one encapsulation.
    package static let messageByteCount = 32

    private static let prime = 3329
    /// Three polynomials of 256 coefficients, 12 bits each; the seed of the matrix is the rest.
    private static let coefficientsByteCount = 1152

    /// 768 coefficients ‖ ρ 32.
    public let bytes: [UInt8]

    /// A key from its bytes, whose coefficients must be reduced (FIPS 203 §7.2): no key has two spellings.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/nonCanonicalKey``.
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        try requireLength(bytes.count, Self.byteCount)
        for index in stride(from: 0, to: Self.coefficientsByteCount, by: 3) {
            let (low, middle, high) = (Int(bytes[index]), Int(bytes[index + 1]), Int(bytes[index + 2]))
            guard low | (middle & 15) << 8 < Self.prime, middle >> 4 | high << 4 < Self.prime else { throw .nonCanonicalKey }
        }
        self.bytes = bytes
    }

    /// A fresh secret, and the ciphertext from which the key's holder learns it.
    ///
    /// **Errors** ``CryptoError/algorithmNotOffered``, ``CryptoError/libraryFailure``.
    public func encapsulate() throws(CryptoError) -> Encapsulation { try encapsulate(message: nil) }

    /// The same with the random bytes given: for vectors only. A message used twice gives the same secret twice.
    package func encapsulate(message: SecretBytes?) throws(CryptoError) -> Encapsulation {
        try PostQuantum.require()
        if let message { try requireLength(message.count, Self.messageByteCount) }
        return try EncapsulationObject.encapsulate(to: EncapsulationObject.make(publicKey: bytes), message: message)
    }
}
