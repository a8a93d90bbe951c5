internal import Bytes
internal import Crypto
internal import Domain

/// The sizes and times of renewal, each with its reason.
enum RenewalLimits {
    /// Renewals begun in one day. Both sides restored, and each a second time because the other knew of a later epoch, are four;
    /// two nodes that never agree must not keep each other busy.
    static let startsPerDay: UInt8 = 4
    /// Offers whose answers are still understood.
    static let offers = 4
    /// An offer that nobody answered is repeated after a day: the other side may have been restored to before it came.
    static let repeatMinutes: UInt32 = 1440
}

/// What one side keeps of the renewals that it began.
///
/// **Layout** version 2 ‖ day u32 ‖ starts u8 ‖ minute of the last offer u32 ‖ obstacle u8, 0 for none ‖ count u8 ‖ per offer: secret 32 ‖ seed of
/// the KEM key (u16 length: 64 or 0) ‖ offer (u16 length). Version 1 has neither obstacle nor seeds, and is still read.
struct RenewalState: Sendable {
    private static let version: UInt8 = 2
    private static let versionWithoutSeeds: UInt8 = 1

    /// An offer of ours that waits for its answer.
    struct Offered: Sendable {
        let secret: AgreementKey
        /// The KEM key's seed, readable on a machine that has lost ML-KEM; nil where the offer has no such key.
        let latticeSeed: SecretBytes?
        let offer: RenewalOffer
    }

    private(set) var day: UInt32 = 0
    private(set) var starts: UInt8 = 0
    var offeredAt = UnixMinute(count: 0)
    /// What the renewal waits for, if not for the other side's answer.
    var obstacle: RenewalObstacle?
    /// The elder first, each of a higher epoch than the one before it.
    private(set) var offers: [Offered] = []

    /// Before the first renewal.
    init() {}

    /// Whether another renewal may begin now.
    func mayStart(now: UnixMinute) -> Bool { day != now.count / 1440 || starts < RenewalLimits.startsPerDay }

    /// A fresh offer for `epoch`, kept, with a KEM key where we have ML-KEM.
    mutating func start(
        epoch: UInt32, of record: ConnectionRecord, capabilities: Capabilities, now: UnixMinute
    ) throws(CryptoError) -> RenewalOffer {
        let lattice = capabilities.contains(.postQuantum) ? try MLKEM768Key.generate() : nil
        let today = now.count / 1440
        starts = day == today ? starts + 1 : 1
        day = today
        offeredAt = now
        let secret = AgreementKey.generate()
        let offer = RenewalOffer(epoch: epoch, key: secret.publicKey, lattice: lattice?.publicKey, of: record)
        offers = (offers + [Offered(secret: secret, latticeSeed: lattice?.seed, offer: offer)]).suffix(RenewalLimits.offers)
        return offer
    }

    /// Forgets the offers that the epoch `reached` has overtaken.
    mutating func forget(upTo reached: UInt32) { offers.removeAll { $0.offer.epoch <= reached } }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(RenewalState.version)
        writer.write(day)
        writer.write(starts)
        writer.write(offeredAt.count)
        writer.write(obstacle?.rawValue ?? 0)
        writer.write(UInt8(offers.count))
        for offered in offers {
            writer.write(offered.secret.secret.exposed())
            writer.writePrefixed(offered.latticeSeed?.exposed() ?? [])
            writer.writePrefixed(offered.offer.encoded)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.readUInt8()
        let hasSeeds = version == RenewalState.version
        guard hasSeeds || version == RenewalState.versionWithoutSeeds else { throw ByteReaderError.invalidValue }
        day = try reader.readUInt32()
        starts = try reader.readUInt8()
        offeredAt = UnixMinute(count: try reader.readUInt32())
        if hasSeeds, case let kept = try reader.readUInt8(), kept != 0 {
            guard let obstacle = RenewalObstacle(rawValue: kept) else { throw ByteReaderError.invalidValue }
            self.obstacle = obstacle
        }
        for _ in 0..<(try reader.readUInt8()) { offers.append(try RenewalState.offered(&reader, hasSeed: hasSeeds)) }
        guard offers.count <= RenewalLimits.offers else { throw ByteReaderError.invalidValue }
        try reader.finish()
    }

    private static func offered(_ reader: inout ByteReader, hasSeed: Bool) throws -> Offered {
        let secret = try AgreementKey(secret: SecretBytes(copying: reader.read(32)))
        let seed = hasSeed ? try reader.readPrefixed(limit: MLKEM768Key.seedByteCount) : []
        let offer = try RenewalOffer(decoding: reader.readPrefixed(limit: RenewalOffer.maximumByteCount))
        guard seed.count == (offer.lattice == nil ? 0 : MLKEM768Key.seedByteCount) else { throw ByteReaderError.invalidValue }
        return Offered(secret: secret, latticeSeed: seed.isEmpty ? nil : SecretBytes(copying: seed), offer: offer)
    }
}
