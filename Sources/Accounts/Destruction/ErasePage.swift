internal import Crypto
internal import Domain

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

/// **Layout** of a page: half 32 ‖ half 32 ‖ owner's mark 32 ‖ mark of the last one destroyed here 32 ‖ places for the marks of those before, 124 × 32.
/// What is not written is random. The first four lie in one disk sector, which is written whole or not at all.
extension EraseFile {
    private static let ownerOffset = 2 * halfByteCount
    private static let lastMarkOffset = ownerOffset + PageMarks.byteCount
    private static let elderMarksOffset = lastMarkOffset + PageMarks.byteCount

    /// Gives `page` to an account, durably: with fresh halves, so that what an earlier one left opens nothing.
    func assign(_ page: Int, to marks: PageMarks) throws(EraseFileError) {
        try write(Random.bytes(EraseFile.ownerOffset) + marks.owned, at: page * EraseFile.pageByteCount)
        try synchronise()
    }

    /// Marks `page`, given to an account before there were marks, as its own; one on which it vanished stays marked so.
    func mark(_ page: Int, for marks: PageMarks) throws(EraseFileError) {
        guard try state(of: page, for: marks) == .foreign else { return }
        try write(marks.owned, at: page * EraseFile.pageByteCount + EraseFile.ownerOffset)
        try synchronise()
    }

    /// What `page` says of the account that has `marks`.
    func state(of page: Int, for marks: PageMarks) throws(EraseFileError) -> PageState {
        let bytes = try read(EraseFile.pageByteCount, at: page * EraseFile.pageByteCount)
        let places = stride(from: EraseFile.lastMarkOffset, to: bytes.count, by: PageMarks.byteCount)
        if places.contains(where: { bytes[$0..<$0 + PageMarks.byteCount].elementsEqual(marks.vanished) }) { return .vanished }
        return bytes[EraseFile.ownerOffset..<EraseFile.lastMarkOffset].elementsEqual(marks.owned) ? .owned : .foreign
    }

    /// Overwrites both halves of `page` and marks it, in place and durably. From here on nothing opens the account.
    ///
    /// The mark stays when the page is another account's: a copy of the database from before, restored, finds it.
    func erase(_ page: Int, of marks: PageMarks) throws(EraseFileError) {
        let offset = page * EraseFile.pageByteCount
        // A page that can't be read can still be written.
        var bytes = (try? read(EraseFile.pageByteCount, at: offset)) ?? Random.bytes(EraseFile.pageByteCount)
        let places = Array(stride(from: EraseFile.elderMarksOffset, to: bytes.count, by: PageMarks.byteCount))
        // Done again, it takes no second place: those who vanished before keep theirs.
        if !places.contains(where: { bytes[$0..<$0 + PageMarks.byteCount].elementsEqual(marks.vanished) }) {
            let place = places[Int(Random.integer(below: UInt64(places.count)))]
            bytes.replaceSubrange(place..<place + PageMarks.byteCount, with: marks.vanished)
        }
        bytes.replaceSubrange(0..<EraseFile.elderMarksOffset, with: Random.bytes(EraseFile.lastMarkOffset) + marks.vanished)
        try write(bytes, at: offset)
        try synchronise()
    }
}
