/// SHA-512.
///
/// **Shape** 64 bytes. **Source** FIPS 180-4.
public enum SHA512 {
    /// The number of bytes of a hash.
    public static let byteCount = 64

    /// The hash of `bytes`.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { Digest.sha512.hash(bytes) }
}
