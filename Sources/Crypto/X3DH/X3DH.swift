/// The first secret of a connection, from the keys of two bundles.
///
/// No one-time prekeys (DH4 is left out): handed to two askers one request would be lost, and searching would drain them.
/// This says nothing about who holds the keys: bundles are judged by their signatures, elsewhere.
///
/// **Shape** 32 bytes.
/// **Errors** ``CryptoError`` when a key of the other end is a low-order point.
/// **Source** Signal, "The X3DH Key Agreement Protocol", revision 1, §2.2 and §3.3; protocol §7.2.
public enum X3DH {
    private static let info = Array("X3DH".utf8)
    private static let salt = [UInt8](repeating: 0, count: 32)
    /// §2.2: as many 0xFF bytes as the curve's keys have, so that the input never is a valid X25519 secret or public key.
    private static let separator = SecretBytes(copying: [UInt8](repeating: 0xff, count: 32))

    /// The side that answers a bundle (the acceptor of a request): its fresh `ephemeral` goes to the other side.
    public static func initiate(
        identity: AgreementKey, ephemeral: AgreementKey, remoteIdentity: AgreementPublicKey, remoteSignedPrekey: AgreementPublicKey
    ) throws(CryptoError) -> SecretBytes {
        derive(
            try identity.agree(with: remoteSignedPrekey),
            try ephemeral.agree(with: remoteIdentity),
            try ephemeral.agree(with: remoteSignedPrekey))
    }

    /// The side that made the bundle (the asker): it holds the signed prekey's secret.
    public static func respond(
        identity: AgreementKey, signedPrekey: AgreementKey, remoteIdentity: AgreementPublicKey, remoteEphemeral: AgreementPublicKey
    ) throws(CryptoError) -> SecretBytes {
        derive(
            try signedPrekey.agree(with: remoteIdentity),
            try identity.agree(with: remoteEphemeral),
            try signedPrekey.agree(with: remoteEphemeral))
    }

    private static func derive(_ first: SecretBytes, _ second: SecretBytes, _ third: SecretBytes) -> SecretBytes {
        HKDFSHA256.derive(.joined([separator, first, second, third]), salt: salt, info: info, count: 32)
    }
}
