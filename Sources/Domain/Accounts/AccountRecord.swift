internal import Bytes
package import Crypto

/// An account's own secrets, sealed under its account key.
///
/// **Layout** version 2 ‖ seed 32 ‖ name ‖ count u8 ‖ that many prekeys (secret 32 ‖ made u32 ‖ card hash 32 ‖ card made u32 ‖ retired u32 ‖
/// X-Wing seed (u16 length, 32 or 0)). Version 1 has no X-Wing seeds and is still read.
package struct AccountRecord: Sendable {
    /// A signed prekey together with one card that served it.
    package struct Prekey: Sendable {
        package let key: AgreementKey
        /// The X-Wing key's seed, when the card serves one: a seed, since the record is read where the library has no ML-KEM too.
        package let hybridSeed: SecretBytes?
        /// When the key was made.
        package let made: UnixMinute
        /// SHA-256 of the card that serves it: requests are bound to it.
        package let cardHash: [UInt8]
        /// When that card was signed.
        package let cardMade: UnixMinute
        /// When another card took its place; nil for the one being served.
        package var retired: UnixMinute?
    }

    /// A new card is signed at a login when the one served is a day old.
    package static let cardAgeMinutes: UInt32 = 1440
    /// A new prekey is made at a login when the one served is seven days old.
    package static let prekeyAgeMinutes: UInt32 = 7 * 1440
    /// A retired card's requests are opened for 48 hours more: a token lives 24.
    package static let retiredLifetimeMinutes: UInt32 = 48 * 60
    /// One a day, kept for two days, and the one in use; more are never made.
    package static let maximumPrekeyCount = 8
    private static let version: UInt8 = 2
    private static let versionWithoutSeeds: UInt8 = 1

    package let signingKey: SigningKey
    package let name: Username
    /// The one being served comes last.
    package private(set) var prekeys: [Prekey]

    package init(name: Username) {
        self.name = name
        signingKey = .generate()
        prekeys = []
    }

    /// The card to serve from now on, when the one served is old enough to be replaced; forgets what was retired long ago.
    ///
    /// A card that promises ML-KEM where this node has lost it, or does not where this node has gained it, is replaced whatever its age.
    package mutating func renewCard(now: UnixMinute, capabilities: Capabilities) throws(CryptoError) -> [UInt8]? {
        let isHybrid = capabilities.contains(.postQuantum)
        prekeys.removeAll { prekey in
            guard let retired = prekey.retired else { return false }
            return now.count > retired.count &+ AccountRecord.retiredLifetimeMinutes
        }
        if let served = prekeys.last, now.count &- served.cardMade.count < AccountRecord.cardAgeMinutes,
            isHybrid == (served.hybridSeed != nil)
        {
            return nil
        }
        var key = AgreementKey.generate()
        var seed: SecretBytes?
        var made = now
        if let served = prekeys.last, now.count &- served.made.count < AccountRecord.prekeyAgeMinutes {
            (key, seed, made) = (served.key, served.hybridSeed, served.made)
        }
        let hybrid = isHybrid ? try XWingKey(seed: seed ?? .random(XWingKey.seedByteCount)) : nil
        if !prekeys.isEmpty { prekeys[prekeys.count - 1].retired = now }
        let card = Card(
            accountKey: signingKey.publicKey, name: name, signedPrekey: key.publicKey,
            validUntil: UnixMinute(count: now.count &+ Card.lifetimeMinutes), hybridPrekey: hybrid?.publicKey
        ).signed(by: signingKey)
        prekeys.append(
            Prekey(key: key, hybridSeed: hybrid?.seed, made: made, cardHash: SHA256.hash(card), cardMade: now, retired: nil))
        if prekeys.count > AccountRecord.maximumPrekeyCount { prekeys.removeFirst(prekeys.count - AccountRecord.maximumPrekeyCount) }
        return card
    }

    package func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(AccountRecord.version)
        writer.write(signingKey.seed.exposed())
        writer.writeText(name.text)
        writer.write(UInt8(prekeys.count))
        for prekey in prekeys {
            writer.write(prekey.key.secret.exposed())
            writer.write(prekey.made.count)
            writer.write(prekey.cardHash)
            writer.write(prekey.cardMade.count)
            writer.write(prekey.retired?.count ?? 0)
            writer.writePrefixed(prekey.hybridSeed?.exposed() ?? [])
        }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.readUInt8()
        guard version == AccountRecord.version || version == AccountRecord.versionWithoutSeeds else { throw ByteReaderError.invalidValue }
        signingKey = try SigningKey(seed: SecretBytes(copying: reader.read(32)))
        name = try Username(encoded: reader.readText(limit: Username.maximumLength))
        let count = Int(try reader.readUInt8())
        guard count <= AccountRecord.maximumPrekeyCount else { throw ByteReaderError.invalidValue }
        prekeys = []
        for _ in 0..<count {
            let key = try AgreementKey(secret: SecretBytes(copying: reader.read(32)))
            let made = UnixMinute(count: try reader.readUInt32())
            let cardHash = try reader.read(32)
            let cardMade = UnixMinute(count: try reader.readUInt32())
            let retired = try reader.readUInt32()
            let seed = version == AccountRecord.version ? try reader.readPrefixed(limit: XWingKey.seedByteCount) : []
            guard seed.isEmpty || seed.count == XWingKey.seedByteCount else { throw ByteReaderError.invalidValue }
            prekeys.append(
                Prekey(
                    key: key, hybridSeed: seed.isEmpty ? nil : SecretBytes(copying: seed), made: made, cardHash: cardHash,
                    cardMade: cardMade, retired: retired == 0 ? nil : UnixMinute(count: retired)))
        }
        try reader.finish()
    }
}
