internal import COpenSSL

/// SHAKE256: from a seed to as many bytes as are needed. Only ``XWingKey`` uses it; our own derivations are ``HKDFSHA256``.
///
/// **Source** FIPS 202.
enum SHAKE256 {
    /// The first `count` bytes that `secret` gives.
    static func expand(_ secret: SecretBytes, count: Int) -> SecretBytes {
        let context = Digest.shake256.makeContext()
        secret.withSpan { bytes in
            let result = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context.pointer, $0.baseAddress, $0.count) }
            CryptoLibrary.require(result == 1)
        }
        return SecretBytes(count: count) { output in
            unsafe output.fill { place in
                CryptoLibrary.require(unsafe EVP_DigestFinalXOF(context.pointer, place, count) == 1)
                return count
            }
        }
    }
}
