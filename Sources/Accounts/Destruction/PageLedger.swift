internal import Bytes
internal import Crypto

/// What a page of `erase.bin` says of itself, to the node alone: whether it is somebody's, and where marks of former owners stand.
///
/// **Layout** version 1 ‖ flags u8 (1: somebody's, 2: the mark of the last one destroyed counts) ‖ one bit for each place of an elder mark, 16 bytes ‖
/// random 29; sealed under the node key for this page, 64 bytes, and anew by each write, so that two copies of a page don't show what changed.
struct PageLedger: Sendable, Equatable {
    /// How many elder marks a page has room for.
    static let placeCount = 122
    static let byteCount = 64
    private static let version: UInt8 = 1
    private static let bitByteCount = 16
    private static let paddingByteCount = 29

    /// Whether the page is an account's, be it one that this database does not know.
    var isGiven = false
    /// Whether the mark of the last one destroyed here is one, not random bytes.
    var hasLastMark = false
    private var taken = [UInt8](repeating: 0, count: bitByteCount)

    /// The ledger of a page that nobody ever had.
    init() {}

    /// The ledger of a page of which nothing is known but that somebody vanished on it: it has no room, and is given to nobody again.
    static var unknown: PageLedger {
        var ledger = PageLedger()
        ledger.hasLastMark = true
        for place in 0..<placeCount { ledger.take(place) }
        return ledger
    }

    /// Places without a mark.
    var freePlaces: [Int] { (0..<PageLedger.placeCount).filter { taken[$0 / 8] & 1 << UInt8($0 % 8) == 0 } }

    /// Whether the page may be given to an account: nobody has it, and whoever vanished on it is still remembered when the next one does.
    var isFree: Bool { !isGiven && (!hasLastMark || !freePlaces.isEmpty) }

    /// A mark stands at `place`.
    mutating func take(_ place: Int) { taken[place / 8] |= 1 << UInt8(place % 8) }

    func encode() -> [UInt8] {
        [PageLedger.version, (isGiven ? 1 : 0) | (hasLastMark ? 2 : 0)] + taken + Random.bytes(PageLedger.paddingByteCount)
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == PageLedger.version else { throw ByteReaderError.invalidValue }
        let flags = try reader.readUInt8()
        guard flags <= 3 else { throw ByteReaderError.invalidValue }
        isGiven = flags & 1 != 0
        hasLastMark = flags & 2 != 0
        taken = try reader.read(PageLedger.bitByteCount)
        _ = try reader.read(PageLedger.paddingByteCount)
        try reader.finish()
    }
}
