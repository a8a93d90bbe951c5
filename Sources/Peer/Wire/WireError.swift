import Bytes

/// Why cells or frames could not be read or written. It tells shape, never content.
enum WireError: Error, Equatable, Sendable {
    /// A cell has another size than all cells have.
    case wrongCellLength(Int)
    /// A flag is set that version 1 does not know.
    case unknownFlags(UInt8)
    /// A cell says that it holds more data than fits.
    case dataTooLong(found: Int, limit: Int)
    /// A byte after the data is not zero.
    case dirtyPadding
    /// A cell of another frame came before the last cell of the one that was begun.
    case interleavedFrame
    /// More cells were announced by one that was not full.
    case misplacedData
    /// A frame takes more cells than its type allows.
    case tooManyCells
    /// A field is cut short, left over or out of range.
    case malformed(ByteReaderError)
    /// A name is not a username in its one spelling.
    case invalidName
    /// A status byte is not one that version 1 knows.
    case unknownStatus(UInt8)
    /// An envelope has none of the three sizes.
    case wrongEnvelopeLength(Int)
    /// A request has none of the two sizes.
    case wrongRequestLength(Int)
    /// A fixed-size field of a frame that we were to send has another size.
    case wrongFieldLength(found: Int, expected: Int)
}

extension WireError: CustomStringConvertible {
    /// The plain words for this error.
    var description: String {
        switch self {
        case .wrongCellLength(let found): "a cell has \(Cell.byteCount) bytes, this one has \(found)"
        case .unknownFlags(let flags): "a cell has the unknown flags \(flags)"
        case .dataTooLong(let found, let limit): "\(found) bytes of data were announced where at most \(limit) fit"
        case .dirtyPadding: "the padding of a cell is not zero"
        case .interleavedFrame: "a new frame began before the last one was complete"
        case .misplacedData: "a cell that was not full announced more"
        case .tooManyCells: "a frame takes more cells than its type allows"
        case .malformed(let error): error.description
        case .invalidName: "a name is not a username"
        case .unknownStatus(let status): "the status \(status) is unknown"
        case .wrongEnvelopeLength(let found): "an envelope has \(found) bytes, which is none of the three sizes"
        case .wrongRequestLength(let found): "a request has \(found) bytes, which is neither of the two sizes"
        case .wrongFieldLength(let found, let expected): "a field has \(found) bytes where \(expected) were expected"
        }
    }
}

extension ByteReader {
    /// Runs `body` on a reader over `bytes`, refuses what it leaves, and turns the reader's errors into wire errors.
    static func strictly<Value>(
        _ bytes: [UInt8], _ body: (inout ByteReader) throws(ByteReaderError) -> Value
    ) throws(WireError) -> Value {
        var reader = ByteReader(bytes)
        do throws(ByteReaderError) {
            let value = try body(&reader)
            try reader.finish()
            return value
        } catch {
            throw .malformed(error)
        }
    }
}

extension ByteWriter {
    /// Appends a field that has a fixed size on the wire.
    mutating func writeFixed(_ field: [UInt8], count: Int) throws(WireError) {
        guard field.count == count else { throw .wrongFieldLength(found: field.count, expected: count) }
        write(field)
    }
}
