import Crypto

/// ML-KEM-768, X-Wing, and HPKE with X-Wing; keys travel as their seeds.
struct PostQuantumCommands {
    func answer(_ request: Request) throws -> [[UInt8]]? {
        switch request.command {
        case "pq-available":
            return [[PostQuantum.isAvailable ? 1 : 0]]
        case "mlkem-key":
            return [try MLKEM768Key(seed: try request.secret(0)).publicKey.bytes]
        case "mlkem-encapsulate":
            return answer(try MLKEM768PublicKey(try request[0]).encapsulate())
        case "mlkem-decapsulate":
            return [try MLKEM768Key(seed: try request.secret(0)).decapsulate(try request[1]).exposed()]
        case "xwing-key":
            return [try XWingKey(seed: try request.secret(0)).publicKey.bytes]
        case "xwing-encapsulate":
            return answer(try XWingPublicKey(try request[0]).encapsulate())
        case "xwing-decapsulate":
            return [try XWingKey(seed: try request.secret(0)).decapsulate(try request[1]).exposed()]
        case "xwing-seal":
            let sealed = try HPKE.seal(
                try request[0], to: XWingPublicKey(try request[1]), info: try request[2], associatedData: try request[3])
            return [sealed.encapsulated, sealed.ciphertext]
        case "xwing-open":
            return [
                try HPKE.open(
                    try request[2], encapsulated: try request[1], with: XWingKey(seed: try request.secret(0)), info: try request[3],
                    associatedData: try request[4])
            ]
        default: return nil
        }
    }

    private func answer(_ encapsulation: Encapsulation) -> [[UInt8]] {
        [encapsulation.ciphertext, encapsulation.secret.exposed()]
    }
}
