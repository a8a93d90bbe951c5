internal import COpenSSL

/// An X25519 key for agreeing on secrets.
///
/// **Shape** 32 secret bytes, 32 public bytes, 32 agreed bytes. **Source** RFC 7748.
public final class AgreementKey: Sendable {
    /// The private half.
    public let secret: SecretBytes
    /// The public half.
    public let publicKey: AgreementPublicKey
    /// Nil for a key that was stored: it is made when it is used, and most are put away again without that.
    private let object: OpenSSLObject?

    /// A key from its private half; the public half is worked out (over 20 µs).
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``, ``CryptoError/libraryFailure``.
    public init(secret: SecretBytes) throws(CryptoError) {
        let object = try KeyObject.make(.x25519, secret: secret)
        self.object = object
        publicKey = try AgreementPublicKey(KeyObject.publicBytes(of: object))
        self.secret = secret
    }

    /// A key from both halves as they were stored together. They are *not* checked against each other: only for what this node wrote and
    /// sealed itself.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``.
    public init(secret: SecretBytes, storedPublicKey: AgreementPublicKey) throws(CryptoError) {
        try requireLength(secret.count, KeyObject.byteCount)
        object = nil
        publicKey = storedPublicKey
        self.secret = secret
    }

    /// A fresh key.
    public static func generate() -> AgreementKey {
        let secret = SecretBytes.random(AgreementPublicKey.byteCount)
        return CryptoLibrary.required { () throws(CryptoError) in try AgreementKey(secret: secret) }
    }

    /// The secret that both ends compute.
    ///
    /// **Errors** ``CryptoError/lowOrderResult`` when it would be all zeros.
    public func agree(with other: AgreementPublicKey) throws(CryptoError) -> SecretBytes {
        let own = try ownObject()
        return try KeyObject.withPeer(other) { (peer) throws(CryptoError) in try Self.derive(own, peer) }
    }

    private func ownObject() throws(CryptoError) -> OpenSSLObject {
        if let object { return object }
        return try KeyObject.make(.x25519, secret: secret, publicKey: publicKey.bytes)
    }

    private static func derive(_ own: OpenSSLObject, _ peer: OpenSSLObject) throws(CryptoError) -> SecretBytes {
        let context = try unsafe OpenSSLObject(EVP_PKEY_CTX_new_from_pkey(nil, own.pointer, nil), free: EVP_PKEY_CTX_free)
        guard unsafe EVP_PKEY_derive_init(context.pointer) == 1,
            unsafe EVP_PKEY_derive_set_peer_ex(context.pointer, peer.pointer, 0) == 1
        else { throw CryptoLibrary.failure() }
        var result: Int32 = 0
        let agreed = SecretBytes(count: AgreementPublicKey.byteCount) { output in
            unsafe output.fill { place in
                var count = AgreementPublicKey.byteCount
                // Zeros stand where a refused derivation writes nothing.
                unsafe place?.update(repeating: 0, count: count)
                result = unsafe EVP_PKEY_derive(context.pointer, place, &count)
                return AgreementPublicKey.byteCount
            }
        }
        // Keys and lengths are right by now: what the library still refuses is the all-zero result.
        guard result == 1 else { throw CryptoLibrary.failure(.lowOrderResult) }
        guard agreed != zeros else { throw .lowOrderResult }
        return agreed
    }

    private static let zeros = SecretBytes(copying: [UInt8](repeating: 0, count: AgreementPublicKey.byteCount))
}
