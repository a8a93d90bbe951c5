internal import Bytes
internal import Crypto
internal import Domain

/// What a conversation keeps beside its messages, inside its seal: all that a list shows of it, so that a list opens one value for each row.
///
/// **Layout** version 1 ‖ since u32 ‖ history key 64 ‖ peer's address (u16 length) ‖ unread u32 ‖ last message: 0, or 1 ‖ author u8 ‖ kind u8 ‖
/// minute u32 ‖ preview (u16 length); padded with 0x80 00* to ``paddedByteCount``. **Source** protocol §10.5.
struct ConversationRecord: Sendable {
    /// What a list shows of the last message.
    struct Last: Sendable, Equatable {
        let author: StoredMessage.Author
        let kind: UInt8
        let minute: UnixMinute
        /// The beginning of a text, or a notice's code.
        let preview: [UInt8]

        init(_ message: StoredMessage) {
            author = message.author
            kind = message.kind
            minute = message.minute
            preview = kind == ContentKind.text ? Last.beginning(of: message.body) : Array(message.body.prefix(1))
        }

        fileprivate init(_ reader: inout ByteReader) throws(ByteReaderError) {
            guard let author = StoredMessage.Author(rawValue: try reader.readUInt8()) else { throw .invalidValue }
            self.author = author
            kind = try reader.readUInt8()
            minute = UnixMinute(count: try reader.readUInt32())
            preview = try reader.readPrefixed(limit: ConversationRecord.previewByteLimit)
        }

        /// What it says, as far as a list shows it.
        var content: MessageContent { StoredMessage(author: author, kind: kind, minute: minute, id: [], body: preview).content }

        /// At most ``ConversationRecord/previewByteLimit`` bytes, cut between characters.
        private static func beginning(of text: [UInt8]) -> [UInt8] {
            guard text.count > ConversationRecord.previewByteLimit else { return text }
            var end = ConversationRecord.previewByteLimit
            while end > 0, text[end] & 0xc0 == 0x80 { end -= 1 }
            return Array(text[..<end])
        }
    }

    /// A list shows one line of a message.
    static let previewByteLimit = 160
    /// Every record has this size: its length tells nothing. The parts of today take at most 347.
    static let paddedByteCount = 512
    private static let version: UInt8 = 1

    /// The contact.
    let peer: MemberAddress
    let since: UnixMinute
    /// Seals the conversation's messages. **Shape** 64 bytes.
    let historyKey: SecretBytes
    var unreadCount: UInt32 = 0
    var last: Last?

    init(peer: MemberAddress, since: UnixMinute) {
        self.peer = peer
        self.since = since
        historyKey = .random(64)
    }

    func encodePadded() -> [UInt8] {
        var writer = ByteWriter(capacity: ConversationRecord.paddedByteCount)
        writer.write(ConversationRecord.version)
        writer.write(since.count)
        writer.write(historyKey.exposed())
        writer.writeText(peer.description)
        writer.write(unreadCount)
        writer.write(UInt8(last == nil ? 0 : 1))
        if let last {
            writer.write(last.author.rawValue)
            writer.write(last.kind)
            writer.write(last.minute.count)
            writer.writePrefixed(last.preview)
        }
        return Padding.pad(writer.bytes, to: ConversationRecord.paddedByteCount)
    }

    init(decodingPadded padded: [UInt8]) throws {
        guard padded.count == ConversationRecord.paddedByteCount, let bytes = Padding.unpad(padded) else {
            throw ByteReaderError.invalidValue
        }
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == ConversationRecord.version else { throw ByteReaderError.invalidValue }
        since = UnixMinute(count: try reader.readUInt32())
        historyKey = SecretBytes(copying: try reader.read(64))
        peer = try MemberAddress(sealed: reader.readPrefixed(limit: MemberAddress.maximumByteCount))
        unreadCount = try reader.readUInt32()
        switch try reader.readUInt8() {
        case 0: last = nil
        case 1: last = try Last(&reader)
        default: throw ByteReaderError.invalidValue
        }
        try reader.finish()
    }
}
