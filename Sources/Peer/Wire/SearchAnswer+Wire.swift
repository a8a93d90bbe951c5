import Bytes
internal import Domain
internal import Mail

/// RESULT: the answer to SEARCH, one cell whatever it says.
///
/// **Layout** status u8 (0 found, 1 not found, 2 busy); when found: work bits u8 · token 32 · card, the rest.
/// **Source** protocol §5.2.
extension SearchAnswer: FrameBody {
    static var cellType: CellType { .result }

    private enum Status: UInt8 {
        case found = 0
        case notFound = 1
        case busy = 2
    }

    func encode() throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: Cell.dataLimit)
        switch self {
        case .found(let card, let token, let workBits):
            writer.write(Status.found.rawValue)
            writer.write(workBits)
            try writer.writeFixed(token, count: 32)
            writer.write(card)
        case .notFound: writer.write(Status.notFound.rawValue)
        case .busy: writer.write(Status.busy.rawValue)
        }
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        guard let first = data.first, let status = Status(rawValue: first) else { throw .unknownStatus(data.first ?? .max) }
        switch status {
        case .found:
            self = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
                _ = try reader.readUInt8()
                let workBits = try reader.readUInt8()
                let token = try reader.read(32)
                return .found(card: reader.readRest(), token: token, workBits: workBits)
            }
        case .notFound, .busy:
            guard data.count == 1 else { throw .malformed(.trailingBytes(data.count - 1)) }
            self = status == .notFound ? .notFound : .busy
        }
    }
}
