@testable import TorControl

extension ControlReply {
    /// The one reply that `lines` spell; each gets its CRLF.
    static func reading(_ lines: String...) throws -> ControlReply {
        var parser = ControlReplyParser()
        let bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
        let replies = try parser.received(bytes)
        guard replies.count == 1 else { throw TorControlError.garbledReply }
        return replies[0]
    }
}
