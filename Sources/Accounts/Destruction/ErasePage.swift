internal import Crypto
internal import Domain
internal import Store

/// The two marks by which a page of `erase.bin` tells whose it is: codes under the node key, random bytes to everyone else.
struct PageMarks: Sendable {
    static let byteCount = 32

    /// The page is this account's.
    let owned: [UInt8]
    /// This account was destroyed here: positive proof, which a lost, cut or older `erase.bin` doesn't give.
    let vanished: [UInt8]
}

/// What a page says of an account.
enum PageState: Sendable, Equatable {
    /// It is this account's.
    case owned
    /// The account's destruction was begun.
    case vanished
    /// Neither: this `erase.bin` is of another day or another node.
    case foreign
}

/// **Layout** of a page: half 32 ‖ half 32 ‖ owner's mark 32 ‖ mark of the last one destroyed here 32 ‖ ``PageLedger`` 64 ‖ places for the marks of those
/// before, 122 × 32. What is not written is random. All but the places lies in one disk sector, which is written whole or not at all.
///
/// A mark of somebody who vanished is never written over: an old copy of the database can name them at any time, and the mark is what tells.
extension EraseFile {
    private static let ownerOffset = 2 * halfByteCount
    private static let lastMarkOffset = ownerOffset + PageMarks.byteCount
    private static let ledgerOffset = lastMarkOffset + PageMarks.byteCount
    private static let placesOffset = ledgerOffset + PageLedger.byteCount

    /// Whether `page` may be given to an account. One whose ledger can't be read may not.
    func isFree(_ page: Int) throws(EraseFileError) -> Bool {
        try ledger(of: page, in: read(EraseFile.placesOffset, at: page * EraseFile.pageByteCount))?.isFree ?? false
    }

    /// Gives a free `page` to an account, durably: with fresh halves, so that what an earlier one left opens nothing.
    ///
    /// **Errors** ``EraseFileError/taken`` for a page that is not free.
    func assign(_ page: Int, to marks: PageMarks) throws(EraseFileError) {
        let head = try read(EraseFile.placesOffset, at: page * EraseFile.pageByteCount)
        guard var ledger = ledger(of: page, in: head), ledger.isFree else { throw .taken }
        // First to a place of its own; only then is the mark written over where it was.
        if ledger.hasLastMark { try write(mark: Array(head[EraseFile.lastMarkOffset..<EraseFile.ledgerOffset]), on: page, &ledger) }
        ledger.hasLastMark = false
        ledger.isGiven = true
        try write(Random.bytes(EraseFile.ownerOffset) + marks.owned + Random.bytes(PageMarks.byteCount), ledger, on: page)
    }

    /// What `page` says of the account that has `marks`.
    func state(of page: Int, for marks: PageMarks) throws(EraseFileError) -> PageState {
        // Nobody owns a page on which they vanished, so most pages are read no further than their first sector.
        let head = try read(EraseFile.placesOffset, at: page * EraseFile.pageByteCount)
        if head[EraseFile.ownerOffset..<EraseFile.lastMarkOffset].elementsEqual(marks.owned) { return .owned }
        return try isMarked(page, head, by: marks.vanished) ? .vanished : .foreign
    }

    /// Overwrites both halves of the account's `page` and marks it, in place and durably. From here on nothing opens the account.
    ///
    /// Done again, it does nothing: the mark and the fresh halves came in one write.
    func erase(_ page: Int, of marks: PageMarks) throws(EraseFileError) {
        guard let head = try? read(EraseFile.placesOffset, at: page * EraseFile.pageByteCount) else {
            // A page that can't be read can still be written.
            return try write(Random.bytes(EraseFile.lastMarkOffset) + marks.vanished, .unknown, on: page)
        }
        let isOwned = head[EraseFile.ownerOffset..<EraseFile.lastMarkOffset].elementsEqual(marks.owned)
        if !isOwned, try isMarked(page, head, by: marks.vanished) { return }
        var ledger = ledger(of: page, in: head)
        // On a page of another day's `erase.bin` somebody else's mark may be the last.
        if !isOwned, var elder = ledger, elder.hasLastMark {
            let last = Array(head[EraseFile.lastMarkOffset..<EraseFile.ledgerOffset])
            guard !elder.freePlaces.isEmpty else { return try write(Random.bytes(EraseFile.lastMarkOffset) + last, elder, on: page) }
            try write(mark: last, on: page, &elder)
            ledger = elder
        }
        ledger?.isGiven = false
        ledger?.hasLastMark = true
        try write(Random.bytes(EraseFile.lastMarkOffset) + marks.vanished, ledger ?? .unknown, on: page)
    }

    /// Pages that nobody ever had: random bytes, but for their ledgers.
    func freshPages(_ pages: Range<Int>) throws(EraseFileError) -> [UInt8] {
        var bytes = Random.bytes(pages.count * EraseFile.pageByteCount)
        for page in pages {
            let start = (page - pages.lowerBound) * EraseFile.pageByteCount + EraseFile.ledgerOffset
            bytes.replaceSubrange(start..<start + PageLedger.byteCount, with: try sealed(PageLedger(), of: page))
        }
        return bytes
    }

    /// Whether `mark` of somebody who vanished stands anywhere on `page`.
    private func isMarked(_ page: Int, _ head: [UInt8], by mark: [UInt8]) throws(EraseFileError) -> Bool {
        if head[EraseFile.lastMarkOffset..<EraseFile.ledgerOffset].elementsEqual(mark) { return true }
        let places = try read(
            PageLedger.placeCount * PageMarks.byteCount, at: page * EraseFile.pageByteCount + EraseFile.placesOffset)
        return stride(from: 0, to: places.count, by: PageMarks.byteCount)
            .contains { places[$0..<$0 + PageMarks.byteCount].elementsEqual(mark) }
    }

    /// Writes `mark` at a drawn free place, durably, and takes that place in `ledger`; the page's own ledger does not know of it yet.
    private func write(mark: [UInt8], on page: Int, _ ledger: inout PageLedger) throws(EraseFileError) {
        let free = ledger.freePlaces
        guard !free.isEmpty else { throw .taken }
        let place = free[Int(Random.integer(below: UInt64(free.count)))]
        try write(mark, at: page * EraseFile.pageByteCount + EraseFile.placesOffset + place * PageMarks.byteCount)
        try synchronise()
        ledger.take(place)
    }

    /// Writes the first sector of `page`, durably.
    private func write(_ start: [UInt8], _ ledger: PageLedger, on page: Int) throws(EraseFileError) {
        try write(start + sealed(ledger, of: page), at: page * EraseFile.pageByteCount)
        try synchronise()
    }

    private func sealed(_ ledger: PageLedger, of page: Int) throws(EraseFileError) -> [UInt8] {
        do { return try nodeKey.records.seal(ledger.encode(), at: EraseFile.place(page)) } catch { throw .unsealed }
    }

    /// The ledger in the first bytes of `page`; nil when it can't be opened.
    private func ledger(of page: Int, in head: [UInt8]) -> PageLedger? {
        guard let bytes = try? nodeKey.records.open(Array(head[EraseFile.ledgerOffset..<EraseFile.placesOffset]), at: EraseFile.place(page))
        else { return nil }
        return try? PageLedger(decoding: bytes)
    }

    private static func place(_ page: Int) -> RecordPlace { RecordPlace(table: "erase.bin", row: Int64(page), column: "ledger") }
}
