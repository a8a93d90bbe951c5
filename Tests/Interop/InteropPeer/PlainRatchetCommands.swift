import Crypto

/// The ratchet's core with headers in the open, against PyPI's `DoubleRatchet`.
struct PlainRatchetCommands {
    private var ratchet: PlainHeaderRatchet?

    mutating func answer(_ request: Request) throws -> [[UInt8]]? {
        switch request.command {
        case "plain-first":
            ratchet = try PlainHeaderRatchet(sendingFirstWith: request.secret(0), remoteKey: request.publicKey(1))
            return []
        case "plain-waiting":
            let prekey = AgreementKey.generate()
            ratchet = PlainHeaderRatchet(waitingWith: try request.secret(0), prekey: prekey)
            return [prekey.publicKey.bytes]
        case "plain-seal":
            guard let sealed = try ratchet?.seal(try request[0], associatedData: try request[1]) else { throw RequestError.noSession }
            return [sealed.header, sealed.body]
        case "plain-open":
            let plaintext = try ratchet?.open(header: request[0], body: request[1], associatedData: request[2], now: 0)
            guard let plaintext else { throw RequestError.noSession }
            return [plaintext]
        default: return nil
        }
    }
}
