/// The public half of an X25519 key.
///
/// **Shape** 32 bytes. Points of low order are found where they matter: ``AgreementKey/agree(with:)`` refuses an all-zero result.
/// **Source** RFC 7748.
public struct AgreementPublicKey: Hashable, Sendable {
    /// The number of bytes.
    public static let byteCount = 32

    /// The u-coordinate, little-endian.
    public let bytes: [UInt8]

    /// A key from its 32 bytes.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``.
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        try requireLength(bytes.count, Self.byteCount)
        self.bytes = bytes
    }
}
