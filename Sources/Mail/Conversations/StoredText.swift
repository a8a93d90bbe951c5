internal import Bytes
internal import Crypto
internal import Domain

/// A text as it lies in the history, inside its seal.
///
/// **Layout** version 1 ‖ minute u32 ‖ id 16 ‖ text (u32 length); padded with 0x80 00* to blocks of 128. **Source** protocol §10.5.
struct StoredText: Sendable, Equatable {
    private static let version: UInt8 = 1
    private static let headByteCount = 1 + 4 + 16 + 4
    /// Rows are padded to whole blocks: the disk tells no text's exact length.
    private static let blockByteCount = 128

    let minute: UnixMinute
    /// The inner message's id: by it a text that comes twice is known.
    let id: [UInt8]
    let text: [UInt8]

    init(minute: UnixMinute, id: [UInt8], text: [UInt8]) {
        self.minute = minute
        self.id = id
        self.text = text
    }

    private var paddedByteCount: Int {
        ((StoredText.headByteCount + text.count) / StoredText.blockByteCount + 1) * StoredText.blockByteCount
    }

    func encodePadded() -> [UInt8] {
        var writer = ByteWriter(capacity: StoredText.headByteCount + text.count)
        writer.write(StoredText.version)
        writer.write(minute.count)
        writer.write(id)
        writer.writeLongPrefixed(text)
        return Padding.pad(writer.bytes, to: paddedByteCount)
    }

    init(decodingPadded padded: [UInt8]) throws(ByteReaderError) {
        guard let bytes = Padding.unpad(padded) else { throw .invalidValue }
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == StoredText.version else { throw .invalidValue }
        minute = UnixMinute(count: try reader.readUInt32())
        id = try reader.read(16)
        text = try reader.readLongPrefixed(limit: DeliverFrame.envelopeByteCounts[2])
        try reader.finish()
        guard padded.count == paddedByteCount else { throw .invalidValue }
    }
}
