import Bytes
internal import Domain
internal import Mail

/// MARKED: the answer to MARK.
///
/// **Layout** queue 16 · nonce 8 · highest sequence u64 · epoch u32 · code 16.
/// **Source** protocol §5.2.
extension MarkedFrame: FrameBody {
    static var cellType: CellType { .marked }

    func encode() throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: 52)
        try writer.writeFixed(queue, count: 16)
        try writer.writeFixed(nonce, count: 8)
        writer.write(highest)
        writer.write(epoch)
        try writer.writeFixed(code, count: 16)
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        self = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
            MarkedFrame(
                queue: try reader.read(16), nonce: try reader.read(8), highest: try reader.readUInt64(), epoch: try reader.readUInt32(),
                code: try reader.read(16))
        }
    }
}
