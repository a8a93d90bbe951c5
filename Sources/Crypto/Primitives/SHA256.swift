internal import COpenSSL

/// SHA-256, in one call or piece by piece.
///
/// **Shape** 32 bytes. **Source** FIPS 180-4.
public struct SHA256: ~Copyable, Sendable {
    /// The number of bytes of a hash.
    public static let byteCount = 32

    private let context: OpenSSLObject

    /// Starts with nothing taken in.
    public init() { context = Digest.sha256.makeContext() }

    /// Takes in the next `bytes`.
    public mutating func update(_ bytes: [UInt8]) {
        CryptoLibrary.require(unsafe EVP_DigestUpdate(context.pointer, bytes, bytes.count) == 1)
    }

    /// The hash of everything taken in.
    public consuming func finish() -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Self.byteCount)
        CryptoLibrary.require(unsafe EVP_DigestFinal_ex(context.pointer, &hash, nil) == 1)
        return hash
    }

    /// The hash of `bytes`.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { Digest.sha256.hash(bytes) }
}
