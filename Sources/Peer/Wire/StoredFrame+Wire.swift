import Bytes
internal import Domain
internal import Mail

/// STORED: the answer to DELIVER, sent once the envelope is durable.
///
/// **Layout** queue 16 · sequence u64 · status u8 (0 stored, 1 full, 2 closed) · code 16.
/// **Source** protocol §5.2.
extension StoredFrame: FrameBody {
    static var cellType: CellType { .stored }

    func encode() throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: 41)
        try writer.writeFixed(queue, count: 16)
        writer.write(sequence)
        writer.write(status)
        try writer.writeFixed(code, count: 16)
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        self = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
            StoredFrame(
                queue: try reader.read(16), sequence: try reader.readUInt64(), status: try reader.readUInt8(), code: try reader.read(16))
        }
        guard [Self.stored, Self.full, Self.closed].contains(status) else { throw .unknownStatus(status) }
    }
}
