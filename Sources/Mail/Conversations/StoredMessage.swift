internal import Bytes
internal import Crypto
internal import Domain

/// A message as it lies in the history, inside its seal.
///
/// **Layout** version 1 ‖ author u8 ‖ kind u8 ‖ minute u32 ‖ id 16 ‖ body (u32 length); padded with 0x80 00* to blocks of 128.
/// **Source** protocol §10.5.
struct StoredMessage: Sendable, Equatable {
    /// Who a message is of.
    enum Author: UInt8, Sendable {
        /// The account's member.
        case me = 0
        /// The contact.
        case peer = 1
        /// This node.
        case node = 2
    }

    private static let version: UInt8 = 1
    private static let headByteCount = 1 + 1 + 1 + 4 + 16 + 4
    /// Rows are padded to whole blocks: the disk tells no text's exact length.
    private static let blockByteCount = 128

    let author: Author
    /// Of ``ContentKind``.
    let kind: UInt8
    let minute: UnixMinute
    /// The inner message's id: by it a message that comes twice is known.
    let id: [UInt8]
    let body: [UInt8]

    init(author: Author, kind: UInt8, minute: UnixMinute, id: [UInt8], body: [UInt8]) {
        self.author = author
        self.kind = kind
        self.minute = minute
        self.id = id
        self.body = body
    }

    /// A line of this node's own.
    static func notice(_ notice: MessageContent.Notice, minute: UnixMinute) -> StoredMessage {
        StoredMessage(author: .node, kind: ContentKind.notice, minute: minute, id: Random.bytes(16), body: [notice.rawValue])
    }

    /// What it says.
    var content: MessageContent {
        switch kind {
        case ContentKind.text: .text(String(decoding: body, as: UTF8.self))
        case ContentKind.notice:
            if body.count == 1, let notice = MessageContent.Notice(rawValue: body[0]) { .notice(notice) } else { .unknown(kind: kind) }
        default: .unknown(kind: kind)
        }
    }

    private var paddedByteCount: Int {
        ((StoredMessage.headByteCount + body.count) / StoredMessage.blockByteCount + 1) * StoredMessage.blockByteCount
    }

    func encodePadded() -> [UInt8] {
        var writer = ByteWriter(capacity: StoredMessage.headByteCount + body.count)
        writer.write(StoredMessage.version)
        writer.write(author.rawValue)
        writer.write(kind)
        writer.write(minute.count)
        writer.write(id)
        writer.writeLongPrefixed(body)
        return Padding.pad(writer.bytes, to: paddedByteCount)
    }

    init(decodingPadded padded: [UInt8]) throws(ByteReaderError) {
        guard let bytes = Padding.unpad(padded) else { throw .invalidValue }
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == StoredMessage.version, let author = Author(rawValue: try reader.readUInt8()) else {
            throw .invalidValue
        }
        self.author = author
        kind = try reader.readUInt8()
        minute = UnixMinute(count: try reader.readUInt32())
        id = try reader.read(16)
        body = try reader.readLongPrefixed(limit: DeliverFrame.envelopeByteCounts[2])
        try reader.finish()
        guard padded.count == paddedByteCount else { throw .invalidValue }
    }
}
