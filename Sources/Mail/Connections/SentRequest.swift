internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// A connection request that this member sent, with the keys that its answer will need.
///
/// **Layout** version 2 ‖ address (u16 length) ‖ greeting (u16 length) ‖ minute u32 ‖ their account key 32 ‖ signed prekey 32 ‖ keys ‖
/// request secret 32 ‖ our bundle (u16 length) ‖ ML-KEM seed (u16 length, 64 or 0) ‖ floor u8. Version 1 ends with the bundle, has no seed and a
/// classical floor, and is still read.
struct SentRequest: Sendable {
    private static let version: UInt8 = 2
    private static let versionWithoutSeed: UInt8 = 1

    let to: MemberAddress
    let greeting: String
    let minute: UnixMinute
    /// The account key of their card: the answer must come from it.
    let accountKey: VerifyingKey
    let signedPrekey: AgreementKey
    let keys: ConnectionKeys
    let requestSecret: SecretBytes
    let bundle: [UInt8]
    /// The seed of the bundle's KEM key: a seed, since the request is read where the library has no ML-KEM too.
    let kemSeed: SecretBytes?
    /// The least that the answer must agree on: their card had said so when the request was made, or when it was sent again.
    private(set) var floor: KeyAgreement

    /// Notes that the request was sealed in that way, to a card of which the answer must not be less.
    mutating func raiseFloor(to agreement: KeyAgreement) { floor = max(floor, agreement) }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(SentRequest.version)
        writer.writeText(to.description)
        writer.writeText(greeting)
        writer.write(minute.count)
        writer.write(accountKey.bytes)
        writer.write(signedPrekey.secret.exposed())
        keys.write(to: &writer)
        writer.write(requestSecret.exposed())
        writer.writePrefixed(bundle)
        writer.writePrefixed(kemSeed?.exposed() ?? [])
        writer.write(floor.rawValue)
        return writer.bytes
    }

    /// A request with fresh keys, for this connection alone.
    init(to: MemberAddress, greeting: String, minute: UnixMinute, card: Card, capabilities: Capabilities) throws(CryptoError) {
        self.to = to
        self.greeting = greeting
        self.minute = minute
        accountKey = card.accountKey
        signedPrekey = .generate()
        keys = ConnectionKeys()
        requestSecret = .random(32)
        let kem = capabilities.contains(.postQuantum) ? try MLKEM768Key.generate() : nil
        kemSeed = kem?.seed
        floor = KeyAgreement(card.capabilities, capabilities)
        bundle = ConnectionBundle(keys, agreement: signedPrekey.publicKey, capabilities: capabilities, kemKey: kem?.publicKey).encoded
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.readUInt8()
        guard version == SentRequest.version || version == SentRequest.versionWithoutSeed else { throw ByteReaderError.invalidValue }
        to = try MemberAddress(encoded: reader.readText(limit: MemberAddress.maximumByteCount))
        greeting = try reader.readText(limit: RequestPayload.greetingByteLimit)
        minute = UnixMinute(count: try reader.readUInt32())
        accountKey = try VerifyingKey(reader.read(32))
        signedPrekey = try AgreementKey(secret: SecretBytes(copying: reader.read(32)))
        keys = try ConnectionKeys(&reader)
        requestSecret = SecretBytes(copying: try reader.read(32))
        bundle = try reader.readPrefixed(limit: ConnectionBundle.maximumByteCount)
        if version == SentRequest.version {
            let seed = try reader.readPrefixed(limit: MLKEM768Key.seedByteCount)
            guard seed.isEmpty || seed.count == MLKEM768Key.seedByteCount, let floor = KeyAgreement(rawValue: try reader.readUInt8()) else {
                throw ByteReaderError.invalidValue
            }
            kemSeed = seed.isEmpty ? nil : SecretBytes(copying: seed)
            self.floor = floor
        } else {
            (kemSeed, floor) = (nil, .classical)
        }
        try reader.finish()
    }
}
