import EventLoop
import Testing

@testable import TorControl

/// Against a control server that does what the test says.
struct ControlConnectionTests {
    private static let longest = Duration.seconds(60)

    /// A server that answers each command with the next of `answers`, as they are.
    @Loop private static func answer(_ stream: ByteStream, with answers: [String]) async throws {
        for answer in answers {
            _ = try await stream.readLine(limit: 1_000, within: longest)
            stream.enqueue(Array(answer.utf8))
        }
    }

    @Loop private static func connect(to server: FakeServer) async throws -> ControlConnection {
        try await ControlConnection.connect(to: .unix(path: server.path), within: longest)
    }

    @Test func `each command gets its own reply, and events in between go elsewhere`() async throws {
        try await FakeServer.use { stream in
            try await Self.answer(
                stream,
                with: [
                    "650 HS_DESC UPLOADED a UNKNOWN $A\r\n250-one\r\n250 OK\r\n650 X\r\n",
                    "650+HS_DESC_CONTENT a b c\r\n250 OK\r\n.\r\n650 OK\r\n552 two\r\n",
                ])
        } _: { server in
            let connection = try await Self.connect(to: server)
            var events: [ControlEvent] = []
            connection.onEvent = { events.append($0) }
            #expect(try await connection.send(ControlLine("ONE"), within: Self.longest).lines.map(\.text) == ["one", "OK"])
            #expect(try await connection.send(ControlLine("TWO"), within: Self.longest).status == 552)
            #expect(events.count == 3)
            #expect(events.dropFirst().allSatisfy { $0 == .other })
            connection.close()
        }
    }

    @Test func `commands sent at once are answered in their order`() async throws {
        try await FakeServer.use { stream in
            try await Self.answer(stream, with: (0..<20).map { "250 \($0)\r\n" })
        } _: { server in
            let connection = try await Self.connect(to: server)
            let commands = (0..<20).map { _ in
                spawn { try await connection.send(ControlLine("NEXT"), within: Self.longest).lines[0].text }
            }
            for (number, command) in commands.enumerated() { #expect(try await command.value == String(number)) }
            connection.close()
        }
    }

    @Test(arguments: [
        ("200\r\n", TorControlError.garbledReply), ("250 OK\n", .garbledReply), ("HTTP/1.1 200 OK\r\n", .garbledReply),
        ("250-a\r\n550 b\r\n", .garbledReply), ("250 OK\r\n250 OK\r\n", .garbledReply), ("", .controlClosed), ("250", .controlClosed),
        ("250-a\r\n", .controlClosed), ("250+a\r\nb\r\n250 OK\r\n", .controlClosed),
        (String(repeating: "a", count: 20_000), .replyTooLarge(limit: ControlReplyParser.maximumLineByteCount)),
    ])
    func `what is no reply ends the connection, and every command after it`(_ answer: String, _ error: TorControlError) async throws {
        try await FakeServer.use { stream in
            try await Self.answer(stream, with: [answer])
        } _: { server in
            let connection = try await Self.connect(to: server)
            _ = try? await connection.send(ControlLine("ONE"), within: Self.longest)
            await connection.waitUntilEnded(within: Self.longest)
            #expect(connection.failure == error)
            await #expect(throws: error) { try await connection.send(ControlLine("TWO"), within: Self.longest) }
        }
    }

    @Test func `a reply that nobody asked for ends the connection`() async throws {
        try await FakeServer.use { stream in
            stream.enqueue(Array("250 OK\r\n".utf8))
            await stream.waitUntilClosed()
        } _: { server in
            let connection = try await Self.connect(to: server)
            await connection.waitUntilEnded(within: Self.longest)
            #expect(connection.failure == .garbledReply)
        }
    }

    @Test func `a command that is not answered in time ends the connection`() async throws {
        try await FakeServer.use { stream in
            await stream.waitUntilClosed()
        } _: { server in
            let connection = try await Self.connect(to: server)
            await #expect(throws: TorControlError.controlTimedOut) {
                try await connection.send(ControlLine("ONE"), within: .milliseconds(20))
            }
            await #expect(throws: TorControlError.controlTimedOut) {
                try await connection.send(ControlLine("TWO"), within: Self.longest)
            }
        }
    }

    @Test func `a garbled event costs nothing but itself`() async throws {
        try await FakeServer.use { stream in
            try await Self.answer(stream, with: ["650 HS_DESC \"\r\n650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=x\r\n250 OK\r\n"])
        } _: { server in
            let connection = try await Self.connect(to: server)
            #expect(try await connection.send(ControlLine("ONE"), within: Self.longest).status == 250)
            connection.close()
        }
    }

    @Test func `where nothing listens, nothing is connected`() async throws {
        try await onLoop {
            await #expect(throws: TorControlError.controlUnreachable) {
                try await ControlConnection.connect(to: .unix(path: "/tmp/no-such-control"), within: Self.longest)
            }
        }
    }
}
