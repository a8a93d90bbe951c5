import Crypto

/// HPKE, signatures, onion addresses, AES-SIV and Argon2id.
struct PrimitiveCommands {
    private var recipient = AgreementKey.generate()

    mutating func answer(_ request: Request) throws -> [[UInt8]]? {
        switch request.command {
        case "hpke-key":
            recipient = .generate()
            return [recipient.publicKey.bytes]
        case "hpke-seal":
            let sealed = try HPKE.seal(
                try request[0], to: try request.publicKey(1), info: try request[2], associatedData: try request[3])
            return [sealed.encapsulated, sealed.ciphertext]
        case "hpke-open":
            return [
                try HPKE.open(
                    try request[1], encapsulated: try request[0], with: recipient, info: try request[2], associatedData: try request[3])
            ]
        case "sign":
            let key = try SigningKey(seed: try request.secret(0))
            return [key.publicKey.bytes, key.sign(try request[1], purpose: "interop")]
        case "verify":
            let isValid = try VerifyingKey(try request[0]).isValid(try request[2], of: try request[1], purpose: "interop")
            return [[isValid ? 1 : 0]]
        case "onion":
            // What tor is given for a seed, and the service ID it must come to.
            let key = try SigningKey(seed: try request.secret(0))
            return [Array(OnionAddress(publicKey: key.publicKey).serviceID.utf8), key.expandedSecret().exposed()]
        case "onion-key":
            return [try OnionAddress(String(decoding: try request[0], as: UTF8.self)).publicKey.bytes]
        case "siv-seal":
            return [try AESSIV.seal(try request[1], key: try request.secret(0), associatedData: try request[2])]
        case "siv-open":
            return [try AESSIV.open(try request[1], key: try request.secret(0), associatedData: try request[2])]
        case "argon2":
            // Memory in MiB, passes and lanes are a byte each.
            let costs = try request[2].map { UInt32($0) }
            guard costs.count == 3 else { throw RequestError.malformedArgument }
            let key = try Argon2id.derive(
                password: try request.secret(0), salt: try request[1], pepper: SecretBytes(copying: []),
                parameters: Argon2id.Parameters(memoryKiB: costs[0] << 10, passes: costs[1], lanes: costs[2]))
            return [key.exposed()]
        default: return nil
        }
    }
}
