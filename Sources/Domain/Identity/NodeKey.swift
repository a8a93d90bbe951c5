internal import Bytes
public import Crypto
package import Store

/// The node's own key: seals what must be used while members are logged out, and makes the blind indexes.
///
/// Every use has a key of its own, derived by HKDF under its own label.
/// **Shape** 32 random bytes, kept outside the database. **Source** protocol §10.2.
public struct NodeKey: Sendable {
    /// How many bytes the node key has.
    public static let byteCount = 32

    /// Seals onion seeds, queues, outbox, inbox and cards.
    package let records: RecordKey
    /// Argon2id's secret input: a stolen database alone cannot be guessed against.
    package let pepper: SecretBytes
    private let nameIndex: SecretBytes
    private let nodeIndex: SecretBytes
    private let unknownName: SecretBytes
    private let attempts: SecretBytes
    private let pseudonyms: SecretBytes
    private let denials: SecretBytes
    private let tokens: SecretBytes
    /// Makes the blind indexes of invite codes.
    package let inviteIndex: SecretBytes
    /// Makes the marks of accounts on the pages of `erase.bin`.
    package let pageMark: SecretBytes
    /// Keys the isolation of Tor's streams (protocol §3.2).
    public let streamIsolation: SecretBytes

    /// The keys that come of `secret`, which has ``byteCount`` bytes.
    public init(_ secret: SecretBytes) {
        func key(_ purpose: String, count: Int = 32) -> SecretBytes {
            HKDFSHA256.derive(secret, salt: [], info: Array("ONION1/node-key/\(purpose)\0".utf8), count: count)
        }
        records = RecordKey(key("records", count: 64))
        pepper = key("pepper")
        nameIndex = key("name-index")
        nodeIndex = key("node-index")
        unknownName = key("unknown-name")
        attempts = key("attempt")
        pseudonyms = key("pseudonym")
        denials = key("denial")
        tokens = key("token")
        inviteIndex = key("invite")
        pageMark = key("page-mark")
        streamIsolation = key("stream-isolation")
    }

    /// The blind index of a name. **Shape** 32 bytes.
    package func index(of name: Username) -> [UInt8] { index(of: TypedName(name)) }

    /// The blind index of a name that was typed; nothing is found under that of one which is no username. **Shape** 32 bytes.
    package func index(of name: TypedName) -> [UInt8] { HMACSHA256.code(Array("name\0".utf8) + name.bytes, key: nameIndex) }

    /// The blind index of what a name looks like. **Shape** 32 bytes.
    package func skeletonIndex(of name: Username) -> [UInt8] { HMACSHA256.code(Array("skeleton\0\(name.skeleton)".utf8), key: nameIndex) }

    /// The blind index of another node. **Shape** 32 bytes.
    package func index(of node: OnionAddress) -> [UInt8] { HMACSHA256.code(node.publicKey.bytes, key: nodeIndex) }

    /// The salt that an unknown name gets, so that it costs what a known one costs. **Shape** 16 bytes.
    package func saltForUnknown(_ name: TypedName) -> [UInt8] { Array(HMACSHA256.code(name.bytes, key: unknownName).prefix(16)) }

    /// The number under which attempts at a name are remembered, and the page of `erase.bin` that is read for an unknown one: even for every count
    /// that is a power of two, and all but even for others.
    package func number(of name: TypedName, below count: Int) -> Int {
        let code = HMACSHA256.code(name.bytes, key: attempts)
        return count > 0 ? Int(code.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }) % count : 0
    }

    /// How this node names `account` when it asks for `name`. **Shape** 16 bytes. **Source** protocol §6.1.
    package func pseudonym(of account: Int64, askingFor address: MemberAddress) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt64(bitPattern: account))
        writer.writeText(address.description)
        return Array(HMACSHA256.code(writer.bytes, key: pseudonyms).prefix(16))
    }

    /// The row of a denial: who may not find whom. **Shape** 32 bytes. **Source** protocol §6.1.
    package func denial(of pseudonym: [UInt8], from node: OnionAddress) -> [UInt8] {
        HMACSHA256.code(node.publicKey.bytes + pseudonym, key: denials)
    }

    /// The authentication part of a request token. **Shape** 27 bytes. **Source** protocol §6.4.
    package func tokenCode(_ head: [UInt8], asker: OnionAddress, pseudonym: [UInt8], name: Username) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(head)
        writer.write(asker.publicKey.bytes)
        writer.write(pseudonym)
        writer.writeText(name.text)
        return Array(HMACSHA256.code(writer.bytes, key: tokens).prefix(27))
    }
}
