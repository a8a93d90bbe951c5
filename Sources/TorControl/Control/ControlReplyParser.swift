/// Cuts the bytes of a control connection into replies: bytes in, whole replies out, no socket.
///
/// ```
/// 250-version=0.4.9.11␍␊                    a line of a longer reply
/// 250+config-text=␍␊ … ␍␊.␍␊                 a line with a data section
/// 250 OK␍␊                                   the line that ends a reply
/// 650 HS_DESC UPLOADED …␍␊                   an event, between replies
/// ```
///
/// **Limits** ``maximumLineByteCount``, ``maximumLineCount``, ``maximumReplyByteCount``.
/// **Errors** after the first one the parser is of no more use: the connection can't be understood any longer.
/// **Source** control-spec §2.3, §2.4.
struct ControlReplyParser: Sendable {
    /// 16 KiB: the longest lines that tor writes are log lines, which it cuts at 10 KiB itself.
    static let maximumLineByteCount = 16_384
    /// 512 lines: nothing this node asks for has more than a few dozen.
    static let maximumLineCount = 512
    /// 128 KiB: a reply is held whole in memory, and none that this node asks for comes near.
    static let maximumReplyByteCount = 131_072

    private enum State: Sendable {
        case betweenLines
        case inData
    }

    private var state = State.betweenLines
    private var line: [UInt8] = []
    private var lines: [ControlReply.Line] = []
    private var status: Int?
    private var lineCount = 0
    private var byteCount = 0

    /// Whether a reply has begun and not ended.
    var isMidReply: Bool { status != nil || !line.isEmpty }

    /// Takes the next bytes and gives the replies that they complete, in order.
    ///
    /// **Errors** ``TorControlError/garbledReply``, ``TorControlError/replyTooLarge(limit:)``.
    mutating func received(_ bytes: [UInt8]) throws(TorControlError) -> [ControlReply] {
        var replies: [ControlReply] = []
        for byte in bytes {
            byteCount += 1
            guard byteCount <= Self.maximumReplyByteCount else { throw .replyTooLarge(limit: Self.maximumReplyByteCount) }
            guard byte == 0x0a else {
                guard byte != 0 else { throw .garbledReply }
                line.append(byte)
                guard line.count <= Self.maximumLineByteCount else { throw .replyTooLarge(limit: Self.maximumLineByteCount) }
                continue
            }
            // tor never ends a line with LF alone (control-spec §2.1).
            guard line.last == 0x0d else { throw .garbledReply }
            line.removeLast()
            let whole = line
            line.removeAll(keepingCapacity: true)
            if let reply = try took(whole) { replies.append(reply) }
        }
        return replies
    }

    private mutating func took(_ line: [UInt8]) throws(TorControlError) -> ControlReply? {
        lineCount += 1
        guard lineCount <= Self.maximumLineCount else { throw .replyTooLarge(limit: Self.maximumLineCount) }
        switch state {
        case .inData:
            tookData(line)
            return nil
        case .betweenLines:
            return try tookReplyLine(line)
        }
    }

    private mutating func tookData(_ line: [UInt8]) {
        let dot = UInt8(ascii: ".")
        if line == [dot] {
            state = .betweenLines
        } else {
            let content = line.first == dot ? line.dropFirst() : line[...]
            lines[lines.count - 1].data.append(String(decoding: content, as: UTF8.self))
        }
    }

    private mutating func tookReplyLine(_ line: [UInt8]) throws(TorControlError) -> ControlReply? {
        guard line.count >= 4, let found = Self.status(line[0..<3]) else { throw .garbledReply }
        guard status == nil || status == found else { throw .garbledReply }
        status = found
        lines.append(ControlReply.Line(text: String(decoding: line[4...], as: UTF8.self)))
        switch line[3] {
        case UInt8(ascii: "-"):
            return nil
        case UInt8(ascii: "+"):
            state = .inData
            return nil
        case UInt8(ascii: " "):
            let reply = ControlReply(status: found, lines: lines)
            self = ControlReplyParser()
            return reply
        default:
            throw .garbledReply
        }
    }

    private static func status(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value >= 200 && value < 700 ? value : nil
    }
}
