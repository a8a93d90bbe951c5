import Crypto

/// X3DH in both roles. The identity key of the other package is an Ed25519 key whose X25519 form is used to agree, so ours is made of one seed
/// here: the signing key of the seed, and the agreement key of the clamped half of its SHA-512. A connection bundle of ours has two keys.
struct AgreementCommands {
    private let signing = SigningKey.generate()
    private var prekey = AgreementKey.generate()

    private func identity() throws -> AgreementKey { try AgreementKey(secret: signing.expandedSecret()[0..<32]) }

    mutating func answer(_ request: Request) throws -> [[UInt8]]? {
        switch request.command {
        case "x3dh-bundle":
            prekey = .generate()
            return [
                signing.publicKey.bytes, try identity().publicKey.bytes, prekey.publicKey.bytes,
                signing.sign(prekey.publicKey.bytes, purpose: "interop prekey"),
            ]
        case "x3dh-respond":
            let shared = try X3DH.respond(
                identity: try identity(), signedPrekey: prekey, remoteIdentity: try request.publicKey(0),
                remoteEphemeral: try request.publicKey(1))
            return [shared.exposed()]
        case "x3dh-initiate":
            // Their bundle: Ed25519 identity, its X25519 form, signed prekey, signature.
            let isSigned = try VerifyingKey(try request[0]).isValid(try request[3], of: try request[2], purpose: "interop prekey")
            guard isSigned else { throw CryptoError.authenticationFailed }
            let ephemeral = AgreementKey.generate()
            let shared = try X3DH.initiate(
                identity: try identity(), ephemeral: ephemeral, remoteIdentity: try request.publicKey(1),
                remoteSignedPrekey: try request.publicKey(2))
            return [shared.exposed(), signing.publicKey.bytes, ephemeral.publicKey.bytes]
        default: return nil
        }
    }
}
