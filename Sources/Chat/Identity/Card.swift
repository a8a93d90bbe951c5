internal import Bytes
internal import Crypto

/// A member's signed public keys, as they are served to whoever may find the member.
///
/// **Layout** version 1 ‖ account key 32 ‖ name (u16 length) ‖ signed prekey 32 ‖ last valid minute u32 ‖ capabilities (u16 length) ‖ signature 64.
/// **Source** protocol §2.9.
struct Card: Sendable, Equatable {
    /// The most bytes an encoded card takes; with a token it must fit one cell.
    static let maximumByteCount = 512
    /// How long a card is valid after its signing, in minutes: 45 days.
    static let lifetimeMinutes: UInt32 = 45 * 1440
    private static let version: UInt8 = 1
    private static let purpose = "card"
    private static let capabilityLimit = 64

    let accountKey: VerifyingKey
    let name: Username
    let signedPrekey: AgreementPublicKey
    let validUntil: UnixMinute
    let capabilities: [UInt8]

    /// The bytes of this card, signed by `key`, the account's.
    func signed(by key: SigningKey) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(Card.version)
        writer.write(accountKey.bytes)
        writer.writeText(name.text)
        writer.write(signedPrekey.bytes)
        writer.write(validUntil.count)
        writer.writePrefixed(capabilities)
        writer.write(key.sign(writer.bytes, purpose: Card.purpose))
        return writer.bytes
    }

    init(accountKey: VerifyingKey, name: Username, signedPrekey: AgreementPublicKey, validUntil: UnixMinute, capabilities: [UInt8]) {
        self.accountKey = accountKey
        self.name = name
        self.signedPrekey = signedPrekey
        self.validUntil = validUntil
        self.capabilities = capabilities
    }

    /// Parses and verifies `bytes`: a card of `name` that is valid at `now`.
    init(verifying bytes: [UInt8], of name: Username, now: UnixMinute) throws(ChatError) {
        do {
            guard bytes.count <= Card.maximumByteCount else { throw ChatError.cardInvalid }
            var reader = ByteReader(bytes)
            guard try reader.readUInt8() == Card.version else { throw ChatError.cardInvalid }
            accountKey = try VerifyingKey(reader.read(32))
            self.name = try Username(encoded: reader.readText(limit: Username.maximumLength))
            signedPrekey = try AgreementPublicKey(reader.read(32))
            validUntil = UnixMinute(count: try reader.readUInt32())
            capabilities = try reader.readPrefixed(limit: Card.capabilityLimit)
            let signature = try reader.read(64)
            try reader.finish()
            guard self.name == name, now <= validUntil, validUntil.count - now.count <= 2 * Card.lifetimeMinutes,
                accountKey.isValid(signature, of: Array(bytes.dropLast(64)), purpose: Card.purpose)
            else { throw ChatError.cardInvalid }
        } catch { throw .cardInvalid }
    }
}
