internal import Bytes
internal import Crypto
internal import Domain

/// What a connection request says, inside its HPKE seal.
///
/// **Layout** version 1 ‖ asker's address (u16 length) ‖ greeting (u16 length) ‖ account key 32 ‖ bundle (u16 length) ‖ endorsement 64 ‖
/// request secret 32; padded to what ``RequestFrame`` has room for: at most 3677 bytes, of 3744. **Source** protocol §6.5.
struct RequestPayload: Sendable {
    /// The most characters of a greeting.
    static let greetingCharacterLimit = 500
    /// The most bytes of a greeting: 500 characters of four bytes.
    static let greetingByteLimit = 2000
    private static let version: UInt8 = 1

    let from: MemberAddress
    let greeting: String
    let accountKey: VerifyingKey
    let bundle: ConnectionBundle
    let endorsement: [UInt8]
    let requestSecret: SecretBytes

    /// The unpadded bytes: also how an opened request is kept.
    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(RequestPayload.version)
        writer.writeText(from.description)
        writer.writeText(greeting)
        writer.write(accountKey.bytes)
        writer.writePrefixed(bundle.encoded)
        writer.write(endorsement)
        writer.write(requestSecret.exposed())
        return writer.bytes
    }

    init(
        from: MemberAddress, greeting: String, accountKey: VerifyingKey, bundle: ConnectionBundle, endorsement: [UInt8],
        requestSecret: SecretBytes
    ) {
        self.from = from
        self.greeting = greeting
        self.accountKey = accountKey
        self.bundle = bundle
        self.endorsement = endorsement
        self.requestSecret = requestSecret
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == RequestPayload.version else { throw ByteReaderError.invalidValue }
        from = try MemberAddress(encoded: reader.readText(limit: MemberAddress.maximumByteCount))
        greeting = try reader.readText(limit: RequestPayload.greetingByteLimit)
        guard greeting.count <= RequestPayload.greetingCharacterLimit else { throw ByteReaderError.invalidValue }
        accountKey = try VerifyingKey(reader.read(32))
        let bundleBytes = try reader.readPrefixed(limit: ConnectionBundle.maximumByteCount)
        endorsement = try reader.read(64)
        requestSecret = SecretBytes(copying: try reader.read(32))
        try reader.finish()
        bundle = try ConnectionBundle(verifying: bundleBytes, endorsement: endorsement, by: accountKey, from: .asker)
    }

    /// To what a request is bound: both onions, the name, the pseudonym and the card it answers.
    static func context(asker: OnionAddress, node: OnionAddress, name: Username, pseudonym: [UInt8], cardHash: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(Array("ONION1/request\0".utf8))
        writer.write(asker.publicKey.bytes)
        writer.write(node.publicKey.bytes)
        writer.writeText(name.text)
        writer.writePrefixed(pseudonym)
        writer.write(cardHash)
        return writer.bytes
    }
}
