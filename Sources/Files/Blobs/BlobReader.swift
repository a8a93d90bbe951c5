internal import Bytes
package import Domain

/// Gives a blob's content, or a part of it, piece by piece.
///
/// Each piece is checked before a byte of it leaves; nothing is read before it is asked for.
package struct BlobReader: ByteSource {
    /// How many bytes the whole blob has.
    package let byteCount: UInt64
    private let file: BlobFile
    private let seal: PieceSeal
    private let work: FileWork
    private let transfer: Transfer
    private var range: Range<UInt64>

    init(_ blob: Blob, _ file: BlobFile, _ range: Range<UInt64>, _ transfer: Transfer, _ work: FileWork) {
        byteCount = blob.byteCount
        seal = PieceSeal(key: blob.key)
        self.file = file
        self.range = range
        self.transfer = transfer
        self.work = work
    }

    /// The next bytes, at most 60 KiB; nil at the end.
    ///
    /// **Errors** ``ChatError/fileDamaged``, ``ChatError/busy``, ``ChatError/signedOut`` (the account vanished), ``ChatError/storage``.
    package mutating func next() async throws(ChatError) -> [UInt8]? {
        guard !range.isEmpty else { return nil }
        let size = UInt64(PieceSeal.contentByteCount)
        let (index, first) = range.lowerBound.quotientAndRemainder(dividingBy: size)
        let end = min(range.upperBound, (index + 1) * size)
        let isLast = index + 1 == PieceSeal.pieceCount(of: byteCount)
        let (file, seal) = (file, seal)
        let content = try await work.run(for: transfer) { () throws(BlobFileError) in
            guard let content = seal.open(try file.piece(index), index: index, isLast: isLast) else { throw .damaged }
            return content
        }
        let last = Int(end - index * size)
        guard content.count >= last else { throw .fileDamaged }
        range = end..<range.upperBound
        return Array(content[Int(first)..<last])
    }
}
