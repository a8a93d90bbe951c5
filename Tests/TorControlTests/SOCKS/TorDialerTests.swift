import Bytes
import Crypto
import EventLoop
import Testing

@testable import TorControl

/// Against a SOCKS server that does what the test says.
struct TorDialerTests {
    private static let key = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
    private static let address = OnionAddress(publicKey: SigningKey.generate().publicKey)
    private static let longest = Duration.seconds(60)

    /// A whole conversation of the server's side, cut after `count` of its bytes.
    @Loop private static func talk(_ stream: ByteStream, answers: [[UInt8]], cutAfter count: Int = .max) async throws {
        var left = count
        for (requestByteCount, answer) in zip([3, 76, 7 + 62], answers) {
            _ = try await stream.readExactly(requestByteCount, within: longest)
            guard left >= answer.count else { return stream.enqueue(Array(answer.prefix(left))) }
            left -= answer.count
            stream.enqueue(answer)
        }
    }

    @Loop private static func dial(_ server: FakeServer, within limit: Duration = longest) async throws(DialError) -> ByteStream {
        try await TorDialer(socksPath: server.path, isolationKey: key).connect(to: address, port: 9411, within: limit)
    }

    @Test func `the destination gets its own isolation, and the other node's first bytes are not lost`() async throws {
        try await FakeServer.use { stream in
            _ = try await stream.readExactly(3, within: Self.longest)
            stream.enqueue([5, 2])
            let authentication = try await stream.readExactly(76, within: Self.longest)
            let destination = Array("\(Self.address):9411".utf8)
            let password = Hex.encodeBytes(HMACSHA256.code(destination, key: Self.key))
            #expect(authentication == [1, 9] + Array("<torS0X>0".utf8) + [64] + password)
            stream.enqueue([1, 0])
            let request = try await stream.readExactly(7 + 62, within: Self.longest)
            #expect(request == [5, 1, 0, 3, 62] + Array(Self.address.description.utf8) + [0x24, 0xc3])
            // The reply and what the other node says arrive in one piece.
            stream.enqueue([5, 0, 0, 1, 0, 0, 0, 0, 0, 0] + Array("hello".utf8))
        } _: { server in
            let stream = try await Self.dial(server)
            #expect(try await stream.readExactly(5, within: Self.longest) == Array("hello".utf8))
            stream.close()
        }
    }

    @Test func `each reply code of tor is its own error`() async throws {
        for code in (UInt8(0xf0)...0xf7).map({ $0 }) + Array(1...8) {
            try await FakeServer.use { stream in
                try await Self.talk(stream, answers: [[5, 2], [1, 0], [5, code, 0, 1, 0, 0, 0, 0, 0, 0]])
            } _: { server in
                await #expect(throws: DialErrorTests.errors[code] ?? .refused(code)) { try await Self.dial(server) }
            }
        }
    }

    @Test func `a server that closes after any byte of its answers is told as closed`() async throws {
        for type in [[1, 0, 0, 0, 0], [3, 2, 0x61, 0x62]] as [[UInt8]] {
            let answers: [[UInt8]] = [[5, 2], [1, 0], [5, 0, 0] + type + [0, 0]]
            let whole = answers.map(\.count).reduce(0, +)
            for count in 0..<whole {
                try await FakeServer.use { stream in
                    try await Self.talk(stream, answers: answers, cutAfter: count)
                } _: { server in
                    await #expect(throws: DialError.closed, "after \(count) bytes") { try await Self.dial(server) }
                }
            }
        }
    }

    @Test(
        arguments: [
            [[4, 2]], [[5, 0]], [[5, 0xff]], [[5, 2], [1, 1]], [[5, 2], [5, 0]], [[5, 2], [1, 0], [4, 0, 0, 1]],
            [[5, 2], [1, 0], [5, 0, 0, 9]], [[5, 2], [1, 0], [5, 0, 0, 3, 255] + [UInt8](repeating: 0x61, count: 257)],
            [Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)],
        ] as [[[UInt8]]])
    func `a malformed answer is told as malformed`(_ answers: [[UInt8]]) async throws {
        try await FakeServer.use { stream in
            try await Self.talk(stream, answers: answers)
        } _: { server in
            await #expect(throws: DialError.malformedReply) { try await Self.dial(server) }
        }
    }

    @Test func `a server that says nothing is given up at the deadline`() async throws {
        try await FakeServer.use { stream in
            await stream.waitUntilClosed()
        } _: { server in
            await #expect(throws: DialError.timedOut) { try await Self.dial(server, within: .milliseconds(30)) }
        }
    }

    @Test func `a dial that is cancelled ends at once`() async throws {
        try await FakeServer.use { stream in
            await stream.waitUntilClosed()
        } _: { server in
            let dial = spawn { () async -> DialError? in
                do throws(DialError) {
                    _ = try await Self.dial(server, within: .seconds(60))
                    return nil
                } catch {
                    return error
                }
            }
            dial.cancel()
            #expect(await dial.value == .cancelled)
        }
    }

    @Test func `without a SOCKS socket there is no tor`() async throws {
        try await onLoop {
            let dialer = TorDialer(socksPath: "/tmp/no-such-socks", isolationKey: Self.key)
            await #expect(throws: DialError.torUnavailable) {
                try await dialer.connect(to: Self.address, port: 80, within: Self.longest)
            }
        }
    }
}
