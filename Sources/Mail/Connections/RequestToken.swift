internal import Bytes
internal import Crypto
internal import Domain

/// The right to send one asker's request, given with a card; the node keeps nothing of it.
///
/// **Layout** hour u32 ‖ work bits u8 ‖ code 27 over both, the asker's node, the pseudonym and the name. **Source** protocol §6.4.
enum RequestToken {
    /// A token is good for a day.
    static let lifetimeHours: UInt32 = 24

    static func make(now: UnixMinute, workBits: UInt8, asker: OnionAddress, pseudonym: [UInt8], name: Username, _ nodeKey: NodeKey)
        -> [UInt8]
    {
        var writer = ByteWriter()
        writer.write(now.count / 60)
        writer.write(workBits)
        return writer.bytes + nodeKey.tokenCode(writer.bytes, asker: asker, pseudonym: pseudonym, name: name)
    }

    /// The work bits that `token` asks for; nil when it is not ours, not this asker's, or old.
    static func workBits(
        of token: [UInt8], now: UnixMinute, asker: OnionAddress, pseudonym: [UInt8], name: Username, _ nodeKey: NodeKey
    ) -> UInt8? {
        var reader = ByteReader(token)
        guard token.count == 32, let hour = try? reader.readUInt32(), let bits = try? reader.readUInt8() else { return nil }
        let code = nodeKey.tokenCode(Array(token.prefix(5)), asker: asker, pseudonym: pseudonym, name: name)
        guard constantTimeEqual(code, reader.readRest()) else { return nil }
        let current = now.count / 60
        guard hour <= current, current - hour <= lifetimeHours else { return nil }
        return bits
    }
}
