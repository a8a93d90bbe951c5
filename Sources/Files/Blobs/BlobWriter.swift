internal import Bytes
internal import Crypto
package import Domain

/// Takes a blob's content piece by piece, of any sizes, and puts it on the disk sealed.
///
/// It holds at most one piece and what it was last given; whoever awaits ``write(_:)`` before giving more writes no faster than the disk. Dropped
/// before ``Files/keep(_:as:_:)``, it takes what it wrote with it.
package struct BlobWriter: ByteSink {
    let work: FileWork
    let part: PartFile
    private let seal: PieceSeal
    private let limit: UInt64
    private var waiting: [UInt8] = []
    private var nextPiece: UInt64 = 0
    private var unsynchronised = 0
    /// How many bytes came.
    package private(set) var byteCount: UInt64 = 0

    init(_ part: PartFile, _ work: FileWork, limit: UInt64) {
        self.part = part
        self.work = work
        self.limit = min(limit, FilesLimits.bytesPerBlob)
        seal = PieceSeal(key: .random(PieceSeal.keyByteCount))
    }

    /// The next `bytes` of the content.
    ///
    /// **Errors** ``ChatError/fileTooLong(limit:)``, ``ChatError/diskFull``, ``ChatError/busy``, ``ChatError/signedOut``, ``ChatError/storage``; after
    /// one of them nothing more can be done with it.
    package mutating func write(_ bytes: [UInt8]) async throws(ChatError) {
        guard UInt64(bytes.count) <= limit - byteCount else { throw .fileTooLong(limit: limit) }
        byteCount += UInt64(bytes.count)
        var taken = 0
        while waiting.count + bytes.count - taken >= PieceSeal.contentByteCount {
            let missing = PieceSeal.contentByteCount - waiting.count
            waiting += bytes[taken..<taken + missing]
            taken += missing
            try await writePiece(isLast: false)
        }
        waiting += bytes[taken...]
    }

    /// The end of the content: it is on the disk whole when this returns.
    mutating func finish() async throws(ChatError) -> Blob {
        try await writePiece(isLast: true)
        let part = part
        try await work.run(for: part.transfer) { () throws(BlobFileError) in
            try part.file.synchronise()
            try part.folder.keep(part.id)
        }
        return Blob(id: part.id, byteCount: byteCount, key: seal.key)
    }

    private mutating func writePiece(isLast: Bool) async throws(ChatError) {
        let (part, seal, content, index) = (part, seal, waiting, nextPiece)
        waiting.removeAll(keepingCapacity: true)
        nextPiece += 1
        unsynchronised += PieceSeal.sealedByteCount
        let isSyncDue = unsynchronised >= FilesLimits.bytesBetweenSyncs
        if isSyncDue { unsynchronised = 0 }
        let reserve = work.reserve
        try await work.run(for: part.transfer) { () throws(BlobFileError) in
            guard try part.folder.hasRoom(for: PieceSeal.sealedByteCount, reserve: reserve) else { throw .full }
            guard let sealed = try? seal.seal(content, index: index, isLast: isLast) else { throw .unsealed }
            try part.file.write(sealed, asPiece: index)
            if isSyncDue { try part.file.synchronise() }
        }
    }
}

/// A blob's file until its row stands: nobody having it any more, it is removed.
final class PartFile: Sendable {
    let id: BlobID
    let file: BlobFile
    let folder: BlobFolder
    let transfer: Transfer
    private let work: FileWork
    private let isKept = Flag()

    init(_ id: BlobID, _ file: BlobFile, in folder: BlobFolder, _ transfer: Transfer, _ work: FileWork) {
        self.id = id
        self.file = file
        self.folder = folder
        self.transfer = transfer
        self.work = work
    }

    deinit {
        guard !isKept.isSet else { return }
        let (id, folder) = (id, folder)
        work.start { try? folder.remove(id) }
    }

    /// A row may stand for it: it stays.
    func keep() { isKept.set() }
}
