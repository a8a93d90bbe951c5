import EventLoop
import Glibc
import Testing

@Suite struct ByteStreamTests {
    init() { Loop.start() }

    /// Writes until the other side, which does not read, has made it wait; returns how often it wrote.
    @Loop private func fill(_ stream: ByteStream, with part: [UInt8]) async throws -> Int {
        var count = 0
        while stream.queuedByteCount <= ByteStream.outputLimit {
            try await stream.write(part)
            count += 1
        }
        return count
    }

    @Test func `bytes come out in the order they went in, whether written or enqueued`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write("one".bytes)
            left.enqueue("two".bytes)
            try await left.write("three".bytes)
            left.enqueue("four".bytes)
            #expect(try await right.readExactly(15, within: patience) == "onetwothreefour".bytes)
        }.value
    }

    @Test func `a slow reader bounds what is queued and read ahead`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let part = [UInt8](repeating: 7, count: 10_000)
            let total = 500
            let writer = spawn {
                for _ in 0..<total { try await left.write(part) }
                left.close()
            }
            #expect(await eventually { left.queuedByteCount > ByteStream.outputLimit })
            var received = 0
            while true {
                #expect(left.queuedByteCount <= ByteStream.outputLimit + part.count)
                let bytes = try await right.read(atMost: 7_000, within: patience)
                if bytes.isEmpty { break }
                received += bytes.count
                await Task.yield()
            }
            try? await writer.value
            #expect(received <= total * part.count)
        }.value
    }

    @Test func `a slow reader loses nothing`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let all = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let writer = spawn {
                for start in stride(from: 0, to: all.count, by: 50_000) { try await left.write(Array(all[start..<start + 50_000])) }
                await left.finish(within: patience)
            }
            var received: [UInt8] = []
            while true {
                let bytes = try await right.read(atMost: 4096, within: patience)
                if bytes.isEmpty { break }
                received += bytes
            }
            try await writer.value
            #expect(received == all)
        }.value
    }

    @Test func `a write that finds no room ends with its time-out and has queued nothing`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let count = try await fill(left, with: [UInt8](repeating: 1, count: 30_000))
            left.writeTimeout = .milliseconds(5)
            let queued = left.queuedByteCount
            await #expect(throws: StreamError.timedOut) { try await left.write("more".bytes) }
            #expect(left.queuedByteCount == queued)
            #expect(try await right.readExactly(count * 30_000, within: patience).count == count * 30_000)
            try await left.write("again".bytes)
            #expect(try await right.readExactly(5, within: patience) == "again".bytes)
        }.value
    }

    @Test func `several writers may wait and each goes on`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let filled = try await fill(left, with: [UInt8](repeating: 0, count: 1000)) * 1000
            let writers = (0..<10).map { number in spawn { try await left.write([UInt8](repeating: UInt8(number), count: 100)) } }
            await Task.yield()
            _ = try await right.readExactly(filled, within: patience)
            let rest = try await right.readExactly(1000, within: patience)
            for number in 0..<10 { #expect(rest.count { $0 == UInt8(number) } == 100) }
            for writer in writers { try await writer.value }
        }.value
    }

    @Test func `finish sends everything and then closes`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            left.enqueue([UInt8](repeating: 3, count: 1_000_000))
            let ending = spawn { await left.finish(within: patience) }
            #expect(try await right.readExactly(1_000_000, within: patience).count == 1_000_000)
            #expect(try await right.read(atMost: 1, within: patience).isEmpty)
            await ending.value
            #expect(left.isClosed)
        }.value
    }

    @Test func `finish gives up after its limit`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            left.enqueue([UInt8](repeating: 3, count: 10_000_000))
            await left.finish(within: .milliseconds(5))
            #expect(left.isClosed)
            right.close()
        }.value
    }

    @Test func `finish lets a sender that is not read hear the last words`() async throws {
        try await spawn {
            let listener = try Listener(.loopback(port: 0)) { stream in
                spawn {
                    _ = try? await stream.read(atMost: 10, within: patience)
                    stream.enqueue("too much".bytes)
                    await stream.finish(within: patience)
                }
            }
            defer { listener.stop() }
            let client = try await ByteStream.connect(to: .loopback(port: try #require(listener.port)), within: patience)
            for _ in 0..<200 where !client.hasEnded { try await client.write([UInt8](repeating: 1, count: 50_000)) }
            #expect(try await client.readExactly(8, within: patience) == "too much".bytes)
            #expect(try await client.read(atMost: 1, within: patience).isEmpty)
            client.close()
        }.value
    }

    @Test func `close ends every waiting call, once`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            _ = try await fill(left, with: [UInt8](repeating: 1, count: 30_000))
            let reader = spawn { try await left.read(atMost: 1, within: nil) }
            let writers = (0..<3).map { _ in spawn { try await left.write([1]) } }
            let watchers = (0..<3).map { _ in spawn { await left.waitUntilClosed() } }
            let ending = spawn { await left.finish(within: patience) }
            for _ in 0..<5 { await Task.yield() }
            left.close()
            left.close()
            await #expect(throws: StreamError.closed) { try await reader.value }
            for writer in writers { await #expect(throws: StreamError.closed) { try await writer.value } }
            for watcher in watchers { await watcher.value }
            await ending.value
            await #expect(throws: StreamError.closed) { try await left.read(atMost: 1, within: nil) }
            await #expect(throws: StreamError.closed) { try await left.write([1]) }
            left.enqueue([1])
            await left.waitUntilClosed()
            await left.finish(within: patience)
            #expect(left.queuedByteCount == 0)
            right.close()
        }.value
    }

    @Test func `who waits for the close hears of either side's`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            let watcher = spawn { await left.waitUntilClosed() }
            await Task.yield()
            right.close()
            await watcher.value
            #expect(left.hasEnded)
            #expect(!left.isClosed)
        }.value
    }

    @Test func `a write to a side that is gone says closed`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            right.close()
            await left.waitUntilClosed()
            await #expect(throws: StreamError.closed) {
                while true { try await left.write([UInt8](repeating: 1, count: 1000)) }
            }
            #expect(left.isClosed)
        }.value
    }

    @Test func `after the other side's half-close the answer still goes`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write("question".bytes)
            left.finishWriting()
            #expect(try await right.readExactly(8, within: patience) == "question".bytes)
            #expect(try await right.read(atMost: 1, within: patience).isEmpty)
            try await right.write("answer".bytes)
            #expect(try await left.readExactly(6, within: patience) == "answer".bytes)
        }.value
    }

    @Test func `a stream that nobody holds is closed`() async throws {
        try await spawn {
            var streams: (ByteStream, ByteStream)? = try ByteStream.pair()
            let right = try #require(streams?.1)
            streams = nil
            #expect(try await right.read(atMost: 1, within: patience).isEmpty)
        }.value
    }

    @Test func `cancellation ends a write and a wait for the close`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            _ = try await fill(left, with: [UInt8](repeating: 1, count: 30_000))
            let writer = spawn { try await left.write([1]) }
            let watcher = spawn { await left.waitUntilClosed() }
            for _ in 0..<2 { await Task.yield() }
            writer.cancel()
            watcher.cancel()
            await #expect(throws: StreamError.cancelled) { try await writer.value }
            await watcher.value
            #expect(!left.isClosed)
            right.close()
        }.value
    }

    @Test func `a full input that nobody takes costs no time, and reading goes on when it is taken`() async {
        await #expect(processExitsWith: .success) {
            Loop.start()
            try await spawn {
                let (left, right) = try ByteStream.pair()
                let all = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
                left.enqueue(all)
                let start = clock()
                try await sleep(for: .milliseconds(250))
                guard clock() - start < CLOCKS_PER_SEC / 10 else { exit(EXIT_FAILURE) }
                guard try await right.readExactly(all.count, within: patience) == all else { exit(EXIT_FAILURE) }
            }.value
        }
    }
}
