import Bytes
internal import Domain
internal import Mail

/// DELIVER: an envelope of a queue.
///
/// **Layout** queue 16 · sequence u64 · expiry u32 (minutes since 1970) · kind u8 · code 16 · envelope, the rest.
/// **Shape** an envelope has 3,828, 15,460 or 62,020 bytes: the longest ratchet messages that fit 1, 4 or 16 cells with the head.
/// **Source** protocol §5.2.
extension DeliverFrame: FrameBody {
    static var cellType: CellType { .deliver }

    func encode() throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: Self.headByteCount + envelope.count)
        try writer.writeFixed(queue, count: 16)
        writer.write(sequence)
        writer.write(expiry.count)
        writer.write(kind)
        try writer.writeFixed(code, count: 16)
        guard Self.envelopeByteCounts.contains(envelope.count) else { throw .wrongEnvelopeLength(envelope.count) }
        writer.write(envelope)
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        self = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
            let queue = try reader.read(16)
            let sequence = try reader.readUInt64()
            let expiry = UnixMinute(count: try reader.readUInt32())
            let kind = try reader.readUInt8()
            let code = try reader.read(16)
            return DeliverFrame(queue: queue, sequence: sequence, expiry: expiry, kind: kind, code: code, envelope: reader.readRest())
        }
        guard Self.envelopeByteCounts.contains(envelope.count) else { throw .wrongEnvelopeLength(envelope.count) }
    }
}
