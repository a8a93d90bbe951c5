import Crypto

/// A session with encrypted headers, stored and read back after each step, against a second implementation of the specification's §4.
struct RatchetCommands {
    private var state: SecretBytes?

    private func session() throws -> RatchetSession {
        guard let state else { throw RequestError.noSession }
        return try RatchetSession(decoding: state)
    }

    private func root(_ request: Request) throws -> ConnectionRoot {
        ConnectionRoot.derive(
            sharedSecret: try request.secret(0), requestSecret: try request.secret(1), mode: 1, kemParts: [], askerCapabilities: [],
            acceptorCapabilities: [])
    }

    mutating func answer(_ request: Request) throws -> [[UInt8]]? {
        switch request.command {
        case "ratchet-acceptor":
            state = try RatchetSession.acceptor(root: root(request), remoteKey: request.publicKey(2)).encode()
            return []
        case "ratchet-asker":
            let prekey = AgreementKey.generate()
            state = RatchetSession.asker(root: try root(request), signedPrekey: prekey).encode()
            return [prekey.publicKey.bytes]
        case "ratchet-seal":
            let (envelope, next) = try session().sealing(try request[0], associatedData: try request[1])
            state = next.encode()
            return [envelope]
        case "ratchet-open":
            let (plaintext, next) = try session().opening(try request[0], associatedData: try request[1], now: 0)
            state = next.encode()
            return [plaintext]
        default: return nil
        }
    }
}
