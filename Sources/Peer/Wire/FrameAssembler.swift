/// A frame whose cells are all there, not yet decoded.
struct AssembledFrame: Equatable, Sendable {
    /// What the frame is.
    let type: CellType
    /// The number that all its cells bear.
    let id: UInt32
    /// The data of its cells, joined.
    let data: [UInt8]
}

/// Joins cells to frames: one frame at a time, in bounded memory.
///
/// A value without I/O. Cells of a frame follow one another; only padding and cells of unknown type may come between them. Each cell but the
/// last is full.
/// **Limits** 16 cells: 62,080 bytes.
/// **Errors** ``WireError``; the link ends with it, so that what the assembler then holds no longer matters.
struct FrameAssembler: Sendable {
    private var first: Cell?
    private var data: [UInt8] = []
    private var cellCount = 0

    /// Takes the next cell; gives the frame that it completes, if it does. Padding is taken and forgotten.
    mutating func add(_ cell: Cell) throws(WireError) -> AssembledFrame? {
        guard cell.type != .padding else { return nil }
        if let first, first.type != cell.type || first.id != cell.id { throw .interleavedFrame }
        guard !cell.hasMore || cell.data.count == Cell.dataLimit else { throw .misplacedData }
        cellCount += 1
        guard cellCount + (cell.hasMore ? 1 : 0) <= cell.type.maximumCellCount else { throw .tooManyCells }
        if first == nil { first = cell }
        data += cell.data
        guard !cell.hasMore else { return nil }
        let frame = AssembledFrame(type: cell.type, id: cell.id, data: data)
        self = FrameAssembler()
        return frame
    }

    /// The cells of a frame, ready to be sent.
    static func split(_ frame: AssembledFrame) throws(WireError) -> [Cell] {
        let count = max(1, (frame.data.count + Cell.dataLimit - 1) / Cell.dataLimit)
        guard count <= frame.type.maximumCellCount else { throw .tooManyCells }
        return (0..<count).map { index in
            let part = frame.data.dropFirst(index * Cell.dataLimit).prefix(Cell.dataLimit)
            return Cell(type: frame.type, hasMore: index < count - 1, id: frame.id, data: Array(part))
        }
    }
}
