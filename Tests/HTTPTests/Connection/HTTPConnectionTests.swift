import EventLoop
import Testing

@testable import HTTP

/// A server under hostile, slow and odd clients, over real sockets.
@Suite struct HTTPConnectionTests {
    private static let host = "Host: \(TestResponder.host)\r\n"
    private static let get = "GET /page HTTP/1.1\r\n" + host
    private static let post = "POST /form HTTP/1.1\r\n" + host
    private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

    /// The status of the one answer, after which the connection has ended; nil when it ended without.
    @Loop private func verdict(_ request: [UInt8], _ server: TestServer) async throws -> Int? {
        let stream = try server.connect()
        defer { stream.close() }
        try? await stream.write(request)
        var all: [UInt8] = []
        while let bytes = try? await stream.read(atMost: 65536, within: .seconds(120)), !bytes.isEmpty { all += bytes }
        #expect(stream.hasEnded || stream.isClosed)
        let words = String(decoding: all, as: UTF8.self).split(separator: " ", maxSplits: 2)
        return words.count > 1 ? Int(words[1]) : nil
    }

    @Test(
        arguments: [
            (get + "Bare: LF\n\r\n", 400), (get + "Bare: CR\r \r\n", 400), (get + "Nul: \0\r\n\r\n", 400),
            (get + "Folded:\r\n a\r\n\r\n", 400),
            (get + "Space : a\r\n\r\n", 400), (get + ": a\r\n\r\n", 400), (get + host + "\r\n", 400), ("\0\0\0\0", 400),
            ("\u{16}\u{3}\u{1}", 400),
            ("GET http://\(TestResponder.host)/page HTTP/1.1\r\n" + host + "\r\n", 400), ("\r\n" + get + "\r\n", 400),
            (post + form + "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b", 400), (post + form + "Content-Length: +3\r\n\r\na=b", 400),
            (post + form + "Content-Length: 3, 3\r\n\r\na=b", 400),
            (post + form + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            (post + form + "Content-Length: 2\r\n\r\n%%", 400), (post + form + "Content-Length: 3\r\n\r\na=\u{1}", 400),
            (get + "Content-Length: 3\r\n\r\nabc", 400), ("GET /page?q=%ff HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 200),
            (post + form + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n", 411), (post + form + "\r\n", 411),
            (post + form + "Content-Length: 16385\r\n\r\n", 413), (post + form + "Content-Length: 999999999999999\r\n\r\n", 413),
            ("GET /" + String(repeating: "a", count: 4000) + " HTTP/1.1\r\n" + host + "\r\n", 414),
            (post + "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\na=b", 415), (post + "Content-Length: 3\r\n\r\na=b", 415),
            (post + form + "Content-Length: 3\r\nContent-Encoding: gzip\r\n\r\na=b", 415),
            (post + form + "Content-Length: 3\r\nExpect: magic\r\n\r\na=b", 417),
            (get + String(repeating: "X: a\r\n", count: 100) + "\r\n", 431),
            (get + "X: " + String(repeating: "a", count: 10_000) + "\r\n\r\n", 431),
            ("BREW /pot HTTP/1.1\r\n" + host + "\r\n", 501), ("OPTIONS / HTTP/1.1\r\n" + host + "\r\n", 501),
            (post + form + "Transfer-Encoding: gzip\r\n\r\n", 501), ("GET /page HTTP/1.0\r\n" + host + "\r\n", 505),
            ("GET /page\r\n", 505),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
            ("GET / HTTP/1.1\r\n\r\n", nil), ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", nil),
            ("GET / HTTP/1.1\r\nHost:\r\n\r\n", nil),
            ("GET / HTTP/1.1\r\nHost: b.onion\r\n\r\n", nil), ("GET / HTTP/1.1\r\nHost: \(TestResponder.host):80\r\n\r\n", nil),
        ] as [(String, Int?)])
    func `an odd request is refused or closed, and the server lives on`(request: String, status: Int?) async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            #expect(try await verdict(Array(request.utf8), server) == status)
            #expect(try await server.isAlive())
        }
    }

    @Test func `a megabyte of headers is cut off early`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            let flood = Self.get + "X: " + String(repeating: "a", count: 1 << 20) + "\r\n\r\n"
            #expect(try await verdict(Array(flood.utf8), server) == 431)
            let lines = Self.get + String(repeating: "Header: value\r\n", count: 70_000)
            #expect(try await verdict(Array(lines.utf8), server) == 431)
            #expect(try await server.isAlive())
        }
    }

    @Test func `who sends a head too slowly is told so`() async throws {
        try await onLoop { () async throws in
            var limits = HTTPLimits.usual
            limits.headDeadline = .milliseconds(50)
            let server = TestServer(limits: limits)
            #expect(try await verdict(Array(Self.get.utf8), server) == 408)
        }
    }

    @Test func `who sends a body too slowly is told so`() async throws {
        try await onLoop { () async throws in
            var limits = HTTPLimits.usual
            limits.bodyPace = Pace(byteCount: 1000, patience: .milliseconds(50))
            let server = TestServer(limits: limits)
            #expect(try await verdict(Array((Self.post + Self.form + "Content-Length: 10\r\n\r\na=b").utf8), server) == 408)
        }
    }

    @Test func `an idle connection is closed without a word`() async throws {
        try await onLoop { () async throws in
            var limits = HTTPLimits.usual
            limits.idleLimit = .milliseconds(20)
            let server = TestServer(limits: limits)
            #expect(try await verdict([], server) == nil)
        }
    }

    @Test func `requests sent at once are answered one after the other`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            let stream = try server.connect()
            let one = Self.get + "\r\n"
            let missing = "GET /nowhere HTTP/1.1\r\n" + Self.host + "\r\n"
            let form = Self.post + Self.form + "Content-Length: 3\r\n\r\na=b"
            try await stream.write(Array((one + missing + form + one).utf8))
            for status in [200, 404, 303, 200] { #expect(try await TestAnswer.read(from: stream).status == status) }
            stream.close()
        }
    }

    @Test func `a request may come byte by byte`() async throws {
        try await onLoop { () async throws in
            // On a machine that is busy with other tests, as long as it takes.
            let server = TestServer(limits: HTTPLimits(headDeadline: .seconds(120)))
            let stream = try server.connect()
            for byte in (Self.get + "\r\n" + Self.post + Self.form + "Content-Length: 3\r\n\r\na=b").utf8 {
                try await stream.write([byte])
                await Task.yield()
            }
            #expect(try await TestAnswer.read(from: stream).status == 200)
            #expect(try await TestAnswer.read(from: stream).status == 303)
            stream.close()
        }
    }

    @Test func `HEAD gets the head of GET alone`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            let stream = try server.connect()
            let path = "/page HTTP/1.1\r\n" + Self.host + "\r\n"
            try await stream.write(Array(("HEAD \(path)GET \(path)").utf8))
            let head = try await TestAnswer.read(from: stream, isHead: true)
            let whole = try await TestAnswer.read(from: stream)
            #expect(head.fields.map(\.value) == whole.fields.map(\.value))
            #expect(whole.body == TestResponder.page)
            stream.close()
        }
    }

    @Test func `a connection ends when the browser asks, and after its share of requests`() async throws {
        try await onLoop { () async throws in
            var limits = HTTPLimits.usual
            limits.requestsPerConnection = 2
            let server = TestServer(limits: limits)
            #expect(try await verdict(Array((Self.get + "Connection: close\r\n\r\n").utf8), server) == 200)
            let stream = try server.connect()
            try await stream.write(Array((Self.get + "\r\n" + Self.get + "\r\n").utf8))
            #expect(try await TestAnswer.read(from: stream).field("connection") == nil)
            #expect(try await TestAnswer.read(from: stream).field("connection") == "close")
            #expect(try await stream.read(atMost: 1, within: .seconds(120)).isEmpty)
        }
    }

    @Test func `too many connections push out the one that has waited longest`() async throws {
        try await onLoop { () async throws in
            let server = TestServer(connections: 3)
            var idle: [ByteStream] = []
            for _ in 0..<3 {
                let stream = try server.connect()
                try await stream.write(Array((Self.get + "\r\n").utf8))
                _ = try await TestAnswer.read(from: stream)
                idle.append(stream)
            }
            try await poll { server.server.connectionCount == 3 }
            #expect(try await server.isAlive())
            #expect(try await idle[0].read(atMost: 1, within: .seconds(120)).isEmpty)
            try await idle[2].write(Array((Self.get + "\r\n").utf8))
            #expect(try await TestAnswer.read(from: idle[2]).status == 200)
        }
    }

    @Test func `who is just sending is not pushed out`() async throws {
        try await onLoop { () async throws in
            let server = TestServer(connections: 2)
            let busy = [try server.connect(), try server.connect()]
            for stream in busy {
                try await stream.write(Array((Self.post + Self.form + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n").utf8))
                // From here on the body is awaited: a connection younger than the patience it is met with.
                #expect(try await stream.readExactly(25, within: .seconds(120)) == Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            }
            let late = try server.connect()
            #expect(try await late.read(atMost: 1, within: .seconds(120)).isEmpty)
            for stream in busy {
                try await stream.write(Array("a=b".utf8))
                #expect(try await TestAnswer.read(from: stream).status == 303)
            }
        }
    }

    @Test func `who sends a body byte by byte is pushed out in the end`() async throws {
        try await onLoop { () async throws in
            let limits = HTTPLimits(bodyPace: Pace(byteCount: 16 * 1024, patience: .seconds(600)))
            let server = TestServer(limits: limits, connections: 2, patience: .milliseconds(300))
            let slow = [try server.connect(), try server.connect()]
            for stream in slow {
                try await stream.write(Array((Self.post + Self.form + "Content-Length: 16000\r\nExpect: 100-continue\r\n\r\n").utf8))
                // From here on the body is awaited.
                _ = try await stream.readExactly(25, within: .seconds(120))
            }
            try await poll {
                for stream in slow { stream.enqueue(Array("a".utf8)) }
                return (try? await server.isAlive()) ?? false
            }
        }
    }

    @Test func `who does not take an answer is pushed out in the end`() async throws {
        try await onLoop { () async throws in
            let server = TestServer(connections: 2, patience: .milliseconds(300))
            let deaf = [try server.connect(), try server.connect()]
            for stream in deaf {
                stream.enqueue(Array(repeating: Array((Self.get + "\r\n").utf8), count: 900).flatMap(\.self))
                // From here on answers are being written, more than all buffers hold.
                _ = try await stream.readExactly(ByteStream.inputLimit, within: .seconds(120))
            }
            let start = ContinuousClock.now
            try await poll { (try? await server.isAlive()) ?? false }
            // Later, each would have ended by itself.
            #expect(ContinuousClock.now - start < deaf[0].writeTimeout - .seconds(5))
        }
    }
}
