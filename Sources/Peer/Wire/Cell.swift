import Bytes

/// The fixed-size unit on a link: whatever is said, an observer of the link sees runs of one size.
///
/// **Layout** type u8 · flags u8 · id u32 · length u16 · data · zeros; 3888 bytes. Bit 0 of the flags says that more cells of the
/// same frame follow; the other bits are zero.
/// **Limits** at most 3880 bytes of data. With Noise's tag a cell takes 3904 bytes, which fit 8 relay cells of tor.
/// **Source** protocol §5.1.
struct Cell: Equatable, Sendable {
    /// The size of every cell.
    static let byteCount = 3888
    /// What a cell takes before its data.
    static let headerByteCount = 8
    /// The most data that one cell carries.
    static let dataLimit = byteCount - headerByteCount
    private static let moreFlag: UInt8 = 1

    /// What the frame is.
    let type: CellType
    /// Says that the next cell belongs to the same frame.
    let hasMore: Bool
    /// The number of the frame; an answer bears the number of its question.
    let id: UInt32
    /// What the cell carries.
    let data: [UInt8]

    /// A cell of at most ``dataLimit`` bytes of data: cutting a frame to size is the caller's part.
    init(type: CellType, hasMore: Bool = false, id: UInt32, data: [UInt8]) {
        precondition(data.count <= Self.dataLimit, "a frame is cut to cells before they are made")
        self.type = type
        self.hasMore = hasMore
        self.id = id
        self.data = data
    }

    /// The 3888 bytes of this cell.
    func encode() -> [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.write(type.rawValue)
        writer.write(hasMore ? Self.moreFlag : 0)
        writer.write(id)
        writer.write(UInt16(data.count))
        writer.write(data)
        writer.write(repeatElement(UInt8(0), count: Self.dataLimit - data.count))
        return writer.bytes
    }

    /// Reads a cell; nil when its type is unknown: such a cell is ignored, whatever else it holds.
    ///
    /// **Errors** ``WireError``, for a wrong size, an unknown flag, too long a length, or padding that is not zero.
    static func decode(_ bytes: [UInt8]) throws(WireError) -> Cell? {
        guard bytes.count == byteCount else { throw .wrongCellLength(bytes.count) }
        guard let type = CellType(rawValue: bytes[0]) else { return nil }
        return try ByteReader.strictly(bytes, for: type)
    }
}

extension ByteReader {
    fileprivate static func strictly(_ bytes: [UInt8], for type: CellType) throws(WireError) -> Cell {
        let (flags, id, count, rest) = try strictly(bytes) { reader throws(ByteReaderError) in
            _ = try reader.readUInt8()
            return (try reader.readUInt8(), try reader.readUInt32(), Int(try reader.readUInt16()), reader.readRest())
        }
        guard flags & ~1 == 0 else { throw .unknownFlags(flags) }
        guard count <= Cell.dataLimit else { throw .dataTooLong(found: count, limit: Cell.dataLimit) }
        guard rest[count...].allSatisfy({ $0 == 0 }) else { throw .dirtyPadding }
        return Cell(type: type, hasMore: flags == 1, id: id, data: Array(rest[..<count]))
    }
}
