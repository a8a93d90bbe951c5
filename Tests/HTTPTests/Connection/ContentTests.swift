import Bytes
import EventLoop
import Testing

@testable import HTTP

/// Contents of known length on their way out, over real sockets.
@Suite struct ContentTests {
    private static let between = 1 << 20
    private static let get = "GET /down HTTP/1.1\r\nHost: \(TestResponder.host)\r\n"

    /// Serves `count` test bytes at `/down`, and gives the last source that was opened.
    @Loop private final class Shelf {
        private(set) var source: TestSource?
        private(set) var openCount = 0

        static func stock(
            _ server: TestServer, _ count: Int, piece: Int = 60 * 1024, fails: Int? = nil, ending: Content.Ending? = nil, surplus: Int = 0
        ) -> Shelf {
            let shelf = Shelf()
            let content = Content(byteCount: count, tag: EntityTag("abc"), until: ending) { range in
                shelf.open(TestSource(range.lowerBound..<range.upperBound + surplus, piece: piece), fails)
            }
            server.responder.serve("/down") { head, _ async throws(HTTPError) in
                Response.content(content, to: RangeRequest(head), fields: [.octets])
            }
            return shelf
        }

        private func open(_ source: TestSource, _ fails: Int?) -> any ByteSource {
            source.failsAfter = fails
            self.source = source
            openCount += 1
            return source
        }
    }

    /// All that comes until the connection ends.
    @Loop private func everything(_ stream: ByteStream) async -> [UInt8] {
        var all: [UInt8] = []
        while let bytes = try? await stream.read(atMost: 65536, within: .seconds(120)), !bytes.isEmpty { all += bytes }
        return all
    }

    @Test func `a content goes out no faster than it is taken, and whole`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            let shelf = Shelf.stock(server, 4 << 20)
            let (near, far) = try server.connectSeeing()
            defer { near.close() }
            try await near.write(Array((Self.get + "\r\n").utf8))
            try await poll { far.stalledSince != nil }
            #expect(shelf.source?.pulled ?? .max < Self.between)
            #expect(far.queuedByteCount <= 2 * ByteStream.outputLimit)
            let answer = try await TestAnswer.readHead(from: near)
            #expect(answer.status == 200 && answer.field("content-length") == "\(4 << 20)" && answer.field("etag") == "\"abc\"")
            #expect(answer.field("accept-ranges") == "bytes" && answer.field("cache-control") == "no-store")
            var place = 0
            while place < 4 << 20 {
                let bytes = try await near.read(atMost: 65536, within: .seconds(120))
                guard !bytes.isEmpty, bytes == TestBytes.bytes(place..<place + bytes.count) else { break }
                place += bytes.count
            }
            #expect(place == 4 << 20)
            try await near.write(Array("GET /page HTTP/1.1\r\nHost: \(TestResponder.host)\r\n\r\n".utf8))
            #expect(try await TestAnswer.read(from: near).status == 200)
        }
    }

    @Test(
        arguments: [
            ("", 200, 0..<100_000, nil), ("Range: bytes=10-19\r\n", 206, 10..<20, "bytes 10-19/100000"),
            ("Range: bytes=99990-\r\n", 206, 99_990..<100_000, "bytes 99990-99999/100000"),
            ("Range: bytes=-5\r\nIf-Range: \"abc\"\r\n", 206, 99_995..<100_000, "bytes 99995-99999/100000"),
            ("Range: bytes=10-19\r\nIf-Range: \"other\"\r\n", 200, 0..<100_000, nil), ("Range: bytes=1-2,4-5\r\n", 200, 0..<100_000, nil),
            ("Range: bytes=100000-\r\n", 416, 0..<0, "bytes */100000"),
        ] as [(String, Int, Range<Int>, String?)])
    func `the part that was asked for is given`(fields: String, status: Int, range: Range<Int>, place: String?) async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            let shelf = Shelf.stock(server, 100_000)
            let answer = try await server.ask(Self.get + fields + "\r\n")
            #expect(answer.status == status && answer.field("content-range") == place)
            #expect(answer.body == TestBytes.bytes(range) && answer.field("content-length") == "\(range.count)")
            #expect(shelf.source?.pulled ?? 0 == range.count)
            // The head alone opens nothing, and is the whole's.
            let head = try await server.ask(Self.get.replacing("GET", with: "HEAD") + fields + "\r\n")
            #expect(head.status == 200 && head.field("content-length") == "100000")
            #expect(shelf.openCount == (status == 416 ? 0 : 1))
        }
    }

    @Test func `two ranges in two lines are refused`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            _ = Shelf.stock(server, 10)
            #expect(try await server.ask(Self.get + "Range: bytes=1-2\r\nRange: bytes=4-5\r\n\r\n").status == 400)
        }
    }

    @Test func `nothing is a content too`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            _ = Shelf.stock(server, 0)
            let answer = try await server.ask(Self.get + "\r\n")
            #expect(answer.status == 200 && answer.field("content-length") == "0")
        }
    }

    @Test func `what can't be read at all is told by its status`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            _ = Shelf.stock(server, 1000, fails: 0)
            let answer = try await server.ask(Self.get + "\r\n")
            #expect(answer.status == 500 && answer.body == Array("refused".utf8))
        }
    }

    @Test(arguments: [(500_000, 0), (nil, 1)] as [(Int?, Int)])
    func `what ends early, or is longer than it said, is cut`(fails: Int?, surplus: Int) async throws {
        try await onLoop { () async throws in
            let server = TestServer(limits: HTTPLimits(idleLimit: .seconds(600)))
            _ = Shelf.stock(server, 1_000_000, piece: 99_999, fails: fails, surplus: surplus)
            let stream = try server.connect()
            defer { stream.close() }
            try await stream.write(Array((Self.get + "\r\n").utf8))
            #expect(try await TestAnswer.readHead(from: stream).field("content-length") == "1000000")
            #expect(await everything(stream).count < 1_000_000)
            #expect(stream.hasEnded)
        }
    }

    @Test func `who may not have it any more is cut off, also while they take nothing`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            let gate = TestSink()
            gate.isShut = true
            _ = Shelf.stock(server, 4 << 20, ending: { try? await gate.write([]) })
            let (near, far) = try server.connectSeeing()
            defer { near.close() }
            // The end of its patience is no part of this.
            far.writeTimeout = .seconds(600)
            try await near.write(Array((Self.get + "\r\n").utf8))
            try await poll { far.stalledSince != nil }
            gate.isShut = false
            try await poll { far.isClosed }
            #expect(await everything(near).count < 4 << 20)
        }
    }

    @Test func `a piece of any size is cut up`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            _ = Shelf.stock(server, 4 << 20, piece: 4 << 20)
            let (near, far) = try server.connectSeeing()
            defer { near.close() }
            try await near.write(Array((Self.get + "\r\n").utf8))
            try await poll { far.stalledSince != nil }
            #expect(far.queuedByteCount <= 2 * ByteStream.outputLimit)
            let answer = try await TestAnswer.read(from: near)
            #expect(answer.body == TestBytes.bytes(0..<4 << 20))
        }
    }
}
