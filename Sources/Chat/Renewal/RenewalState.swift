internal import Bytes
internal import Crypto

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
/// **Layout** version 1 ‖ day u32 ‖ starts u8 ‖ minute of the last offer u32 ‖ count u8 ‖ per offer: secret 32 ‖ offer (u16 length).
struct RenewalState: Sendable {
    private static let version: UInt8 = 1

    /// An offer of ours that waits for its answer.
    struct Offered: Sendable {
        let secret: AgreementKey
        let offer: RenewalOffer
    }

    private(set) var day: UInt32 = 0
    private(set) var starts: UInt8 = 0
    var offeredAt = UnixMinute(count: 0)
    /// The elder first, each of a higher epoch than the one before it.
    private(set) var offers: [Offered] = []

    /// Before the first renewal.
    init() {}

    /// Whether another renewal may begin now.
    func mayStart(now: UnixMinute) -> Bool { day != now.count / 1440 || starts < RenewalLimits.startsPerDay }

    /// A fresh offer for `epoch`, kept.
    mutating func start(epoch: UInt32, of record: ConnectionRecord, now: UnixMinute) -> RenewalOffer {
        let today = now.count / 1440
        starts = day == today ? starts + 1 : 1
        day = today
        offeredAt = now
        let secret = AgreementKey.generate()
        let offer = RenewalOffer(epoch: epoch, key: secret.publicKey, of: record)
        offers = (offers + [Offered(secret: secret, offer: offer)]).suffix(RenewalLimits.offers)
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
        writer.write(UInt8(offers.count))
        for offered in offers {
            writer.write(offered.secret.secret.exposed())
            writer.writePrefixed(offered.offer.encoded)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == RenewalState.version else { throw ByteReaderError.invalidValue }
        day = try reader.readUInt32()
        starts = try reader.readUInt8()
        offeredAt = UnixMinute(count: try reader.readUInt32())
        for _ in 0..<(try reader.readUInt8()) {
            let secret = try AgreementKey(secret: SecretBytes(copying: reader.read(32)))
            let encoded = try reader.readPrefixed(limit: RenewalOffer.maximumByteCount)
            offers.append(Offered(secret: secret, offer: try RenewalOffer(decoding: encoded, signedBy: nil, of: nil)))
        }
        try reader.finish()
    }
}
