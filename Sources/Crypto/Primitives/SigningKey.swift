internal import COpenSSL

/// An Ed25519 key that signs.
///
/// **Shape** seed 32, signature 64 bytes. **Source** RFC 8032 §5.1.
public final class SigningKey: Sendable {
    /// The number of bytes of a seed.
    public static let seedByteCount = 32

    /// What the whole key comes from.
    public let seed: SecretBytes
    /// What its signatures are checked with.
    public let publicKey: VerifyingKey
    private let object: OpenSSLObject

    /// The key of `seed`.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/libraryFailure``.
    public init(seed: SecretBytes) throws(CryptoError) {
        object = try KeyObject.make(.ed25519, secret: seed)
        publicKey = try VerifyingKey(KeyObject.publicBytes(of: object))
        self.seed = seed
    }

    /// A fresh key.
    public static func generate() -> SigningKey {
        let seed = SecretBytes.random(seedByteCount)
        return CryptoLibrary.required { () throws(CryptoError) in try SigningKey(seed: seed) }
    }

    /// The signature over `ONION1/<purpose>\0` ‖ `data`: one made for a purpose fits no other.
    public func sign(_ data: [UInt8], purpose: String) -> [UInt8] {
        signRaw(SignaturePurpose.message(data, purpose: purpose))
    }

    /// The signature over `message` as it is: for vectors and foreign protocols only.
    package func signRaw(_ message: [UInt8]) -> [UInt8] {
        let context = CryptoLibrary.required { () throws(CryptoError) in
            try unsafe OpenSSLObject(EVP_MD_CTX_new(), free: EVP_MD_CTX_free)
        }
        CryptoLibrary.require(unsafe EVP_DigestSignInit_ex(context.pointer, nil, nil, nil, nil, object.pointer, nil) == 1)
        var signature = [UInt8](repeating: 0, count: VerifyingKey.signatureByteCount)
        var count = signature.count
        CryptoLibrary.require(unsafe EVP_DigestSign(context.pointer, &signature, &count, message, message.count) == 1)
        return signature
    }

    /// The expanded secret that tor takes: SHA-512 of the seed, clamped. An unclamped one would silently be another address.
    ///
    /// **Shape** 64 bytes. **Source** RFC 8032 §5.1.5; protocol §2.3.
    public func expandedSecret() -> SecretBytes {
        SecretBytes(count: SHA512.byteCount) { output in
            seed.withSpan { Digest.sha512.hash($0, into: &output) }
            var expanded = output.mutableSpan
            expanded[0] &= 248
            expanded[31] &= 127
            expanded[31] |= 64
        }
    }
}

/// What a signature of ours covers.
enum SignaturePurpose {
    /// `ONION1/<purpose>\0` ‖ `data`.
    static func message(_ data: [UInt8], purpose: String) -> [UInt8] {
        precondition(!purpose.utf8.contains(0), "a purpose is a constant of ours without NUL")
        return Array("ONION1/\(purpose)\0".utf8) + data
    }
}
