import Crypto
import Testing

@Suite struct X3DHTests {
    @Test func `both sides reach the same secret`() throws {
        let (initiator, ephemeral) = (AgreementKey.generate(), AgreementKey.generate())
        let (identity, prekey) = (AgreementKey.generate(), AgreementKey.generate())
        let sent = try X3DH.initiate(
            identity: initiator, ephemeral: ephemeral, remoteIdentity: identity.publicKey, remoteSignedPrekey: prekey.publicKey)
        let received = try X3DH.respond(
            identity: identity, signedPrekey: prekey, remoteIdentity: initiator.publicKey, remoteEphemeral: ephemeral.publicKey)
        #expect(sent == received)
        #expect(sent.count == 32)
        let other = try X3DH.respond(
            identity: prekey, signedPrekey: identity, remoteIdentity: initiator.publicKey, remoteEphemeral: ephemeral.publicKey)
        #expect(other != sent)
    }

    /// Computed with PyPI's `X3DH` 1.3.0 for the keys 01 × 32, 02 × 32, 03 × 32, 04 × 32.
    @Test func `a known secret comes out`() throws {
        let keys = try (1...4).map { try AgreementKey(secret: SecretBytes(copying: [UInt8](repeating: UInt8($0), count: 32))) }
        let shared = try X3DH.initiate(
            identity: keys[0], ephemeral: keys[1], remoteIdentity: keys[2].publicKey, remoteSignedPrekey: keys[3].publicKey)
        #expect(shared.exposed() == hex("2c3ba559dcd6bafc2a138ab1286e3aea8a526f9cfb7f2d57f0e74d524ca8cf69"))
    }

    @Test func `a key of low order in any place is refused`() throws {
        let zero = try AgreementPublicKey([UInt8](repeating: 0, count: 32))
        let (identity, other) = (AgreementKey.generate(), AgreementKey.generate())
        for (remoteIdentity, remotePrekey) in [(zero, other.publicKey), (other.publicKey, zero)] {
            #expect(throws: CryptoError.lowOrderResult) {
                try X3DH.initiate(
                    identity: identity, ephemeral: .generate(), remoteIdentity: remoteIdentity, remoteSignedPrekey: remotePrekey)
            }
            #expect(throws: CryptoError.lowOrderResult) {
                try X3DH.respond(
                    identity: identity, signedPrekey: .generate(), remoteIdentity: remoteIdentity, remoteEphemeral: remotePrekey)
            }
        }
    }
}
