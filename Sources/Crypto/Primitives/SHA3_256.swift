/// SHA3-256: the checksum inside onion addresses, and what joins the two halves of ``XWing``.
///
/// **Shape** 32 bytes. **Source** FIPS 202.
public enum SHA3_256 {
    /// The number of bytes of a hash.
    public static let byteCount = 32

    /// The hash of `bytes`.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { Digest.sha3.hash(bytes) }

    /// The hash of a secret, which is a secret itself.
    static func hash(_ secret: SecretBytes) -> SecretBytes {
        SecretBytes(count: byteCount) { output in secret.withSpan { Digest.sha3.hash($0, into: &output) } }
    }
}
