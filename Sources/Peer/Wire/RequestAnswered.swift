import Bytes

/// The answer to REQUEST: "ok", whatever became of it, so that it tells nothing.
///
/// **Layout** one byte, 0.
/// **Source** protocol §5.2.
struct RequestAnswered: FrameBody, Equatable {
    static var cellType: CellType { .requestAnswered }

    init() {}

    func encode() -> [UInt8] { [0] }

    init(decoding data: [UInt8]) throws(WireError) {
        let status = try ByteReader.strictly(data) { reader throws(ByteReaderError) in try reader.readUInt8() }
        guard status == 0 else { throw .unknownStatus(status) }
    }
}
