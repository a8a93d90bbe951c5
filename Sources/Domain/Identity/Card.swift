internal import Bytes
package import Crypto

/// A member's signed public keys, as they are served to whoever may find the member.
///
/// **Layout** version 1 ‖ account key 32 ‖ name (u16 length) ‖ signed prekey 32 ‖ last valid minute u32 ‖ capabilities (u16 length) ‖ X-Wing
/// prekey 1216, exactly when the capabilities have ``Capabilities/postQuantum`` ‖ signature 64. **Source** protocol §6.2.
package struct Card: Sendable, Equatable {
    /// The most bytes an encoded card takes: 512 and an X-Wing key. With a token it must fit one cell.
    package static let maximumByteCount = 512 + XWingPublicKey.byteCount
    /// How long a card is valid after its signing, in minutes: 45 days.
    package static let lifetimeMinutes: UInt32 = 45 * 1440
    private static let version: UInt8 = 1
    private static let purpose = "card"

    package let accountKey: VerifyingKey
    package let name: Username
    package let signedPrekey: AgreementPublicKey
    package let validUntil: UnixMinute
    /// To what a request is sealed by an asker who has ML-KEM, and must be; nil where the owner's node has none.
    package let hybridPrekey: XWingPublicKey?
    /// Bits that this version has no use for.
    private let otherCapabilities: Capabilities

    package var capabilities: Capabilities { hybridPrekey == nil ? otherCapabilities : otherCapabilities.union(.postQuantum) }

    /// The bytes of this card, signed by `key`, the account's.
    package func signed(by key: SigningKey) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(Card.version)
        writer.write(accountKey.bytes)
        writer.writeText(name.text)
        writer.write(signedPrekey.bytes)
        writer.write(validUntil.count)
        capabilities.write(to: &writer)
        writer.write(hybridPrekey?.bytes ?? [])
        writer.write(key.sign(writer.bytes, purpose: Card.purpose))
        return writer.bytes
    }

    package init(
        accountKey: VerifyingKey, name: Username, signedPrekey: AgreementPublicKey, validUntil: UnixMinute, hybridPrekey: XWingPublicKey?
    ) {
        self.accountKey = accountKey
        self.name = name
        self.signedPrekey = signedPrekey
        self.validUntil = validUntil
        self.hybridPrekey = hybridPrekey
        otherCapabilities = []
    }

    /// Parses and verifies `bytes`: a card of `name` that is valid at `now`.
    package init(verifying bytes: [UInt8], of name: Username, now: UnixMinute) throws(ChatError) {
        do {
            guard bytes.count <= Card.maximumByteCount else { throw ChatError.cardInvalid }
            var reader = ByteReader(bytes)
            guard try reader.readUInt8() == Card.version else { throw ChatError.cardInvalid }
            accountKey = try VerifyingKey(reader.read(32))
            self.name = try Username(encoded: reader.readText(limit: Username.maximumLength))
            signedPrekey = try AgreementPublicKey(reader.read(32))
            validUntil = UnixMinute(count: try reader.readUInt32())
            let capabilities = try Capabilities(&reader)
            // The bit says whether the key is there: a card that has one without the other ends too early or too late.
            hybridPrekey = capabilities.contains(.postQuantum) ? try XWingPublicKey(reader.read(XWingPublicKey.byteCount)) : nil
            otherCapabilities = capabilities.subtracting(.postQuantum)
            let signature = try reader.read(64)
            try reader.finish()
            guard self.name == name, now <= validUntil, validUntil.count - now.count <= 2 * Card.lifetimeMinutes,
                accountKey.isValid(signature, of: Array(bytes.dropLast(64)), purpose: Card.purpose)
            else { throw ChatError.cardInvalid }
        } catch { throw .cardInvalid }
    }
}
