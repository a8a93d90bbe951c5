import Bytes
internal import Domain
internal import Mail

/// MARK: what is the highest sequence you keep of this queue?
///
/// **Layout** queue 16 · nonce 8 · code 16.
/// **Source** protocol §5.2.
extension MarkFrame: FrameBody {
    static var cellType: CellType { .mark }

    func encode() throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: 40)
        try writer.writeFixed(queue, count: 16)
        try writer.writeFixed(nonce, count: 8)
        try writer.writeFixed(code, count: 16)
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        self = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
            MarkFrame(queue: try reader.read(16), nonce: try reader.read(8), code: try reader.read(16))
        }
    }
}
