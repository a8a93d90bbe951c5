import EventLoop
import Glibc
import Testing

@Suite struct ConnectorTests {
    init() { Loop.start() }

    @Test func `a path without socket is not found`() async {
        let directory = SocketDirectory()
        await #expect(throws: StreamError.notFound) {
            try await ByteStream.connect(to: directory.endpoint("nobody"), within: patience)
        }
    }

    @Test func `a socket that nobody listens on refuses`() async throws {
        let directory = SocketDirectory()
        do { _ = try RawSocket(listeningAt: "\(directory.path)/left", backlog: 1) }
        await #expect(throws: StreamError.refused) {
            try await ByteStream.connect(to: directory.endpoint("left"), within: patience)
        }
    }

    @Test func `a port that nobody listens on refuses`() async throws {
        let port = try RawSocket(listeningWithBacklog: 1).port
        await #expect(throws: StreamError.refused) {
            try await ByteStream.connect(to: .loopback(port: port), within: patience)
        }
    }

    @Test func `a path that cannot be a socket's is refused by its own error`() async {
        await #expect(throws: StreamError.failed(code: ENAMETOOLONG)) {
            try await ByteStream.connect(to: .unix(path: String(repeating: "x", count: 108)), within: patience)
        }
        for path in ["", "a\0b", "\0abstract"] {
            await #expect(throws: StreamError.failed(code: EINVAL)) {
                try await ByteStream.connect(to: .unix(path: path), within: patience)
            }
        }
    }

    @Test func `a unix listener that is too busy is knocked at until the deadline`() async throws {
        let directory = SocketDirectory()
        let busy = try RawSocket(listeningAt: "\(directory.path)/busy", backlog: 0)
        try await spawn {
            let first = try await ByteStream.connect(to: directory.endpoint("busy"), within: patience)
            await #expect(throws: StreamError.timedOut) {
                try await ByteStream.connect(to: directory.endpoint("busy"), within: .milliseconds(30))
            }
            let knocking = spawn { try await ByteStream.connect(to: directory.endpoint("busy"), within: patience) }
            await Task.yield()
            knocking.cancel()
            await #expect(throws: StreamError.cancelled) { try await knocking.value }
            let second = spawn { try await ByteStream.connect(to: directory.endpoint("busy"), within: patience) }
            await Task.yield()
            close(accept(busy.descriptor, nil, nil))
            #expect(try await !second.value.isClosed)
            first.close()
        }.value
    }

    @Test func `a TCP listener that does not answer times out, or is given up by cancellation`() async throws {
        let busy = try RawSocket(listeningWithBacklog: 0)
        await spawn {
            // A backlog of 0 has room for one; after that the kernel drops the handshake.
            var waiting: [ByteStream] = []
            for _ in 0..<3 {
                guard let stream = try? await ByteStream.connect(to: .loopback(port: busy.port), within: .milliseconds(20)) else { break }
                waiting.append(stream)
            }
            await #expect(throws: StreamError.timedOut) {
                try await ByteStream.connect(to: .loopback(port: busy.port), within: .milliseconds(20))
            }
            let caller = spawn { try await ByteStream.connect(to: .loopback(port: busy.port), within: patience) }
            await Task.yield()
            caller.cancel()
            await #expect(throws: StreamError.cancelled) { try await caller.value }
            for stream in waiting { stream.close() }
        }.value
    }
}
