import EventLoop
import Glibc
import Testing

@Suite struct ByteStreamReadingTests {
    init() { Loop.start() }

    @Test func `what has come is read without suspending`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write("abcdef".bytes)
            #expect(try await right.read(atMost: 1, within: patience) == "a".bytes)
            var hasTurned = false
            spawn { hasTurned = true }
            #expect(try await right.read(atMost: 2, within: patience) == "bc".bytes)
            #expect(try await right.readExactly(3, within: patience) == "def".bytes)
            #expect(!hasTurned)
        }.value
    }

    @Test func `after the end of the other side its bytes are still readable and then the end is`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write("last".bytes)
            left.close()
            await right.waitUntilClosed()
            #expect(try await right.read(atMost: 2, within: patience) == "la".bytes)
            #expect(right.hasEnded)
            #expect(try await right.read(atMost: 100, within: patience) == "st".bytes)
            for _ in 0..<2 { #expect(try await right.read(atMost: 100, within: patience).isEmpty) }
        }.value
    }

    @Test(arguments: [1, 2, 7, 1000, 65_536, 65_537, 300_000])
    func `an exact count arrives whole however it was cut`(count: Int) async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let all = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let writer = spawn {
                var position = 0
                var step = 1
                while position < count {
                    let end = min(count, position + step)
                    try await left.write(Array(all[position..<end]))
                    position = end
                    step = step * 3 % 40_009 + 1
                    await Task.yield()
                }
            }
            #expect(try await right.readExactly(count, within: patience) == all)
            try await writer.value
        }.value
    }

    @Test(arguments: [10, 100_000]) func `an exact count that never comes whole is closed`(count: Int) async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write("short".bytes)
            left.close()
            await #expect(throws: StreamError.closed) { try await right.readExactly(count, within: patience) }
        }.value
    }

    @Test func `a line ends at CRLF wherever it is cut, and a bare line feed is part of it`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let writer = spawn {
                for byte in "a\nb\r\r\n\r\nlast\r\nrest".bytes {
                    try await left.write([byte])
                    await Task.yield()
                }
            }
            #expect(try await right.readLine(limit: 100, within: patience) == "a\nb\r".bytes)
            #expect(try await right.readLine(limit: 100, within: patience).isEmpty)
            #expect(try await right.readLine(limit: 4, within: patience) == "last".bytes)
            #expect(try await right.readExactly(4, within: patience) == "rest".bytes)
            try await writer.value
        }.value
    }

    @Test func `a line may be as long as its limit and not longer`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write("12345\r\n123456\r\n".bytes)
            #expect(try await right.readLine(limit: 5, within: patience) == "12345".bytes)
            await #expect(throws: StreamError.overLimit(5)) { try await right.readLine(limit: 5, within: patience) }
            #expect(try await right.readLine(limit: 6, within: patience) == "123456".bytes)
        }.value
    }

    @Test func `a line without end is over its limit, not for ever in memory`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let limit = ByteStream.inputLimit - 2
            let writer = spawn {
                for _ in 0..<100 { try await left.write([UInt8](repeating: 65, count: 10_000)) }
            }
            await #expect(throws: StreamError.overLimit(limit)) { try await right.readLine(limit: limit, within: patience) }
            right.close()
            await #expect(throws: StreamError.closed) { try await writer.value }
        }.value
    }

    @Test func `a line that is cut off by the end is closed`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write("no end\r".bytes)
            left.close()
            await #expect(throws: StreamError.closed) { try await right.readLine(limit: 100, within: patience) }
            #expect(try await right.readExactly(7, within: patience) == "no end\r".bytes)
        }.value
    }

    @Test func `every read has its deadline and loses no byte by it`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            await #expect(throws: StreamError.timedOut) { try await right.read(atMost: 5, within: .milliseconds(2)) }
            await #expect(throws: StreamError.timedOut) { try await right.read(atMost: 5, within: .zero) }
            try await left.write("half".bytes)
            await #expect(throws: StreamError.timedOut) { try await right.readExactly(5, within: .milliseconds(2)) }
            await #expect(throws: StreamError.timedOut) { try await right.readLine(limit: 50, within: .milliseconds(2)) }
            try await left.write(" line\r\n".bytes)
            #expect(try await right.readLine(limit: 50, within: patience) == "half line".bytes)
        }.value
    }

    @Test func `a line's deadline is for the whole line, not for each byte`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let dripping = LoopTimer(after: .milliseconds(1), repeating: true) { left.enqueue("x".bytes) }
            await #expect(throws: StreamError.timedOut) { try await right.readLine(limit: 60_000, within: .milliseconds(30)) }
            dripping.cancel()
        }.value
    }

    @Test func `cancellation ends every kind of read and loses no byte`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let reads: [@Loop @Sendable () async throws -> [UInt8]] = [
                { try await right.read(atMost: 1, within: nil) },
                { try await right.readExactly(4, within: patience) },
                { try await right.readLine(limit: 9, within: nil) },
            ]
            for read in reads {
                let reader = spawn { try await read() }
                await Task.yield()
                reader.cancel()
                await #expect(throws: StreamError.cancelled) { try await reader.value }
            }
            try await left.write("here".bytes)
            let late = spawn {
                withUnsafeCurrentTask { $0?.cancel() }
                _ = try await right.read(atMost: 4, within: nil)
            }
            await #expect(throws: StreamError.cancelled) { try await late.value }
            #expect(try await right.readExactly(4, within: patience) == "here".bytes)
        }.value
    }

    @Test func `cancellation from another thread reaches the read`() async throws {
        for _ in 0..<50 {
            let reader = spawn {
                let (left, right) = try ByteStream.pair()
                defer { left.close() }
                _ = try await right.read(atMost: 1, within: nil)
            }
            await Task.detached { reader.cancel() }.value
            await #expect(throws: StreamError.cancelled) { try await reader.value }
        }
    }

    @Test func `a connection that was reset gives what had come and then closed`() async throws {
        try await spawn {
            var accepted: ByteStream?
            let listener = try Listener(.loopback(port: 0)) { accepted = $0 }
            defer { listener.stop() }
            let client = try RawSocket(port: try #require(listener.port))
            client.send("bye")
            #expect(await eventually { accepted != nil })
            let stream = try #require(accepted)
            #expect(try await stream.readExactly(3, within: patience) == "bye".bytes)
            client.reset()
            await #expect(throws: StreamError.closed) { try await stream.read(atMost: 1, within: patience) }
            #expect(stream.isClosed)
        }.value
    }
}
