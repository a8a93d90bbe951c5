import Testing

@testable import TorControl

struct ControlReplyParserTests {
    private static let conversation = Array(
        ("250-version=0.4.9.11\r\n250 OK\r\n"
            + "650 HS_DESC UPLOAD a NO_AUTH $AA b\r\n"
            + "250+config-text=\r\nLog notice\r\n..dotted\r\n\r\n.\r\n250 OK\r\n"
            + "650+HS_DESC_CONTENT a b $AA\r\nhs-descriptor 3\r\n.\r\n650 OK\r\n"
            + "552 Unrecognized key \"nope\"\r\n").utf8)

    private static let replies = [
        ControlReply(status: 250, lines: [.init(text: "version=0.4.9.11"), .init(text: "OK")]),
        ControlReply(status: 650, lines: [.init(text: "HS_DESC UPLOAD a NO_AUTH $AA b")]),
        ControlReply(
            status: 250, lines: [.init(text: "config-text=", data: ["Log notice", ".dotted", ""]), .init(text: "OK")]),
        ControlReply(
            status: 650, lines: [.init(text: "HS_DESC_CONTENT a b $AA", data: ["hs-descriptor 3"]), .init(text: "OK")]),
        ControlReply(status: 552, lines: [.init(text: "Unrecognized key \"nope\"")]),
    ]

    @Test func `replies and events come out whole and in order`() throws {
        var parser = ControlReplyParser()
        #expect(try parser.received(Self.conversation) == Self.replies)
        #expect(!parser.isMidReply)
    }

    @Test func `wherever the bytes are cut, the same replies come out`() throws {
        for cut in 0...Self.conversation.count {
            var parser = ControlReplyParser()
            let first = try parser.received(Array(Self.conversation[..<cut]))
            let second = try parser.received(Array(Self.conversation[cut...]))
            #expect(first + second == Self.replies)
        }
        var parser = ControlReplyParser()
        var found: [ControlReply] = []
        for byte in Self.conversation { found += try parser.received([byte]) }
        #expect(found == Self.replies)
    }

    @Test(arguments: [
        "250 OK\n", "25 OK\r\n", "2500 OK\r\n", "abc OK\r\n", "250\r\n", "\r\n", "250*OK\r\n", "150 OK\r\n", "750 OK\r\n",
        "250-a\r\n251 b\r\n", "250-a\r\n650 HS_DESC\r\n", "250 O\0K\r\n", "-50 OK\r\n", "٢٥٠ OK\r\n", "250+a\r\nx\n.\r\n250 OK\r\n",
    ])
    func `what is not a reply is refused`(_ text: String) {
        var parser = ControlReplyParser()
        #expect(throws: TorControlError.garbledReply) { try parser.received(Array(text.utf8)) }
    }

    @Test func `a line without end is refused at its cap`() throws {
        var parser = ControlReplyParser()
        let limit = ControlReplyParser.maximumLineByteCount
        #expect(try parser.received([UInt8](repeating: 0x61, count: limit)).isEmpty)
        #expect(throws: TorControlError.replyTooLarge(limit: limit)) { try parser.received([0x61]) }
    }

    @Test func `a reply of too many lines is refused`() {
        var parser = ControlReplyParser()
        let lines = Array(repeatElement("250-a\r\n", count: ControlReplyParser.maximumLineCount + 1).joined().utf8)
        #expect(throws: TorControlError.replyTooLarge(limit: ControlReplyParser.maximumLineCount)) { try parser.received(lines) }
    }

    @Test func `a reply of too many bytes is refused`() {
        var parser = ControlReplyParser()
        let line = "250-" + String(repeating: "a", count: 10_000) + "\r\n"
        let lines = Array(repeatElement(line, count: 14).joined().utf8)
        #expect(throws: TorControlError.replyTooLarge(limit: ControlReplyParser.maximumReplyByteCount)) {
            try parser.received(lines)
        }
    }

    @Test func `caps count each reply for itself`() throws {
        var parser = ControlReplyParser()
        let line = Array(("650 NOTICE " + String(repeating: "a", count: 10_000) + "\r\n").utf8)
        for _ in 0..<1_000 { #expect(try parser.received(line).count == 1) }
    }
}
