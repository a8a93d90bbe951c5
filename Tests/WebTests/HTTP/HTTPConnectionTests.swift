import EventLoop
import Testing

@testable import Web

/// The front under hostile, slow and odd clients, over real sockets.
@Suite struct HTTPConnectionTests {
    private static let host = "Host: \(Samples.node)\r\n"
    private static let get = "GET /login HTTP/1.1\r\n" + host
    private static let post = "POST /login HTTP/1.1\r\n" + host + "Origin: http://\(Samples.node)\r\n"
    private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

    /// The status of the one answer, after which the connection has ended; nil when it ended without.
    @Loop private func verdict(_ request: [UInt8], _ site: TestSite) async throws -> Int? {
        let stream = try site.browser().connect()
        defer { stream.close() }
        try? await stream.write(request)
        var all: [UInt8] = []
        while let bytes = try? await stream.read(atMost: 65536, within: .seconds(120)), !bytes.isEmpty { all += bytes }
        #expect(stream.hasEnded || stream.isClosed)
        let words = String(decoding: all, as: UTF8.self).split(separator: " ", maxSplits: 2)
        return words.count > 1 ? Int(words[1]) : nil
    }

    @Loop private func isAlive(_ site: TestSite) async throws -> Bool { try await site.browser().get("/login").status == 200 }

    @Test(
        arguments: [
            (get + "Bare: LF\n\r\n", 400), (get + "Bare: CR\r \r\n", 400), (get + "Nul: \0\r\n\r\n", 400),
            (get + "Folded:\r\n a\r\n\r\n", 400),
            (get + "Space : a\r\n\r\n", 400), (get + ": a\r\n\r\n", 400), (get + host + "\r\n", 400), ("\0\0\0\0", 400),
            ("\u{16}\u{3}\u{1}", 400),
            ("GET http://\(Samples.node)/login HTTP/1.1\r\n" + host + "\r\n", 400), ("\r\n" + get + "\r\n", 400),
            (post + form + "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b", 400), (post + form + "Content-Length: +3\r\n\r\na=b", 400),
            (post + form + "Content-Length: 3, 3\r\n\r\na=b", 400),
            (post + form + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            (post + form + "Content-Length: 2\r\n\r\n%%", 400), (post + form + "Content-Length: 3\r\n\r\na=\u{1}", 400),
            (get + "Content-Length: 3\r\n\r\nabc", 400), ("GET /people?q=%ff HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 303),
            (post + form + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n", 411), (post + form + "\r\n", 411),
            (post + form + "Content-Length: 16385\r\n\r\n", 413), (post + form + "Content-Length: 999999999999999\r\n\r\n", 413),
            ("GET /" + String(repeating: "a", count: 4000) + " HTTP/1.1\r\n" + host + "\r\n", 414),
            (post + "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\na=b", 415), (post + "Content-Length: 3\r\n\r\na=b", 415),
            (post + form + "Content-Length: 3\r\nContent-Encoding: gzip\r\n\r\na=b", 415),
            (post + form + "Content-Length: 3\r\nExpect: magic\r\n\r\na=b", 417),
            (get + String(repeating: "X: a\r\n", count: 100) + "\r\n", 431),
            (get + "X: " + String(repeating: "a", count: 10_000) + "\r\n\r\n", 431),
            ("BREW /pot HTTP/1.1\r\n" + host + "\r\n", 501), ("OPTIONS / HTTP/1.1\r\n" + host + "\r\n", 501),
            (post + form + "Transfer-Encoding: gzip\r\n\r\n", 501), ("GET /login HTTP/1.0\r\n" + host + "\r\n", 505),
            ("GET /login\r\n", 505),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
            ("GET / HTTP/1.1\r\n\r\n", nil), ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", nil),
            ("GET / HTTP/1.1\r\nHost:\r\n\r\n", nil),
            ("GET / HTTP/1.1\r\nHost: \(Samples.otherNode)\r\n\r\n", nil), ("GET / HTTP/1.1\r\nHost: \(Samples.node):80\r\n\r\n", nil),
        ] as [(String, Int?)])
    func `an odd request is refused or closed, and the front lives on`(request: String, status: Int?) async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            #expect(try await verdict(Array(request.utf8), site) == status)
            #expect(try await isAlive(site))
        }
    }

    @Test func `a megabyte of headers is cut off early`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let flood = Self.get + "X: " + String(repeating: "a", count: 1 << 20) + "\r\n\r\n"
            #expect(try await verdict(Array(flood.utf8), site) == 431)
            let lines = Self.get + String(repeating: "Header: value\r\n", count: 70_000)
            #expect(try await verdict(Array(lines.utf8), site) == 431)
            #expect(try await isAlive(site))
        }
    }

    @Test func `who sends a head too slowly is told so`() async throws {
        try await onLoop {
            var limits = HTTPLimits()
            limits.headDeadline = .milliseconds(50)
            let site = try await TestSite.make(limits: limits)
            defer { site.node.remove() }
            #expect(try await verdict(Array(Self.get.utf8), site) == 408)
        }
    }

    @Test func `who sends a body too slowly is told so`() async throws {
        try await onLoop {
            var limits = HTTPLimits()
            limits.bodyPause = .milliseconds(50)
            let site = try await TestSite.make(limits: limits)
            defer { site.node.remove() }
            #expect(try await verdict(Array((Self.post + Self.form + "Content-Length: 10\r\n\r\na=b").utf8), site) == 408)
        }
    }

    @Test func `an idle connection is closed without a word`() async throws {
        try await onLoop {
            var limits = HTTPLimits()
            limits.idleLimit = .milliseconds(20)
            let site = try await TestSite.make(limits: limits)
            defer { site.node.remove() }
            #expect(try await verdict([], site) == nil)
        }
    }

    @Test func `requests sent at once are answered one after the other`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let stream = try site.browser().connect()
            let one = Self.get + "\r\n"
            let missing = "GET /nowhere HTTP/1.1\r\n" + Self.host + "\r\n"
            let form = Self.post + Self.form + "Content-Length: 3\r\n\r\na=b"
            try await stream.write(Array((one + missing + form + one).utf8))
            for status in [200, 404, 403, 200] { #expect(try await TestBrowser.readResponse(stream, isHead: false).status == status) }
            stream.close()
        }
    }

    @Test func `a request may come byte by byte`() async throws {
        try await onLoop {
            // On a machine that is busy with other tests, as long as it takes.
            let site = try await TestSite.make(limits: HTTPLimits(headDeadline: .seconds(120)))
            defer { site.node.remove() }
            let stream = try site.browser().connect()
            for byte in (Self.get + "\r\n" + Self.post + Self.form + "Content-Length: 3\r\n\r\na=b").utf8 {
                try await stream.write([byte])
                await Task.yield()
            }
            #expect(try await TestBrowser.readResponse(stream, isHead: false).status == 200)
            #expect(try await TestBrowser.readResponse(stream, isHead: false).status == 403)
            stream.close()
        }
    }

    @Test func `HEAD gets the head of GET alone`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let stream = try site.browser().connect()
            let path = "\(Place.stylesheet.text) HTTP/1.1\r\n" + Self.host + "\r\n"
            try await stream.write(Array(("HEAD \(path)GET \(path)").utf8))
            let head = try await TestBrowser.readResponse(stream, isHead: true)
            let whole = try await TestBrowser.readResponse(stream, isHead: false)
            #expect(head.fields.map(\.value) == whole.fields.map(\.value))
            #expect(whole.body == Stylesheet.bytes)
            stream.close()
        }
    }

    @Test func `a connection ends when the browser asks, and after its share of requests`() async throws {
        try await onLoop {
            var limits = HTTPLimits()
            limits.requestsPerConnection = 2
            let site = try await TestSite.make(limits: limits)
            defer { site.node.remove() }
            #expect(try await verdict(Array((Self.get + "Connection: close\r\n\r\n").utf8), site) == 200)
            let stream = try site.browser().connect()
            try await stream.write(Array((Self.get + "\r\n" + Self.get + "\r\n").utf8))
            #expect(try await TestBrowser.readResponse(stream, isHead: false).field("connection") == nil)
            #expect(try await TestBrowser.readResponse(stream, isHead: false).field("connection") == "close")
            #expect(try await stream.read(atMost: 1, within: .seconds(120)).isEmpty)
        }
    }

    @Test func `too many connections push out the one that has waited longest`() async throws {
        try await onLoop {
            let site = try await TestSite.make(connections: 3)
            defer { site.node.remove() }
            let browser = site.browser()
            var idle: [ByteStream] = []
            for _ in 0..<3 {
                let stream = try browser.connect()
                try await stream.write(browser.head("GET /login", []))
                _ = try await TestBrowser.readResponse(stream, isHead: false)
                idle.append(stream)
            }
            try await poll { site.front.connectionCount == 3 }
            #expect(try await isAlive(site))
            #expect(try await idle[0].read(atMost: 1, within: .seconds(120)).isEmpty)
            try await idle[2].write(browser.head("GET /login", []))
            #expect(try await TestBrowser.readResponse(idle[2], isHead: false).status == 200)
        }
    }

    @Test func `who is just sending is not pushed out`() async throws {
        try await onLoop {
            let site = try await TestSite.make(connections: 2)
            defer { site.node.remove() }
            let browser = site.browser()
            let busy = [try browser.connect(), try browser.connect()]
            for stream in busy {
                try await stream.write(Array((Self.post + Self.form + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n").utf8))
                // From here on the body is awaited: a connection younger than the patience it is met with.
                #expect(try await stream.readExactly(25, within: .seconds(120)) == Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            }
            let late = try browser.connect()
            #expect(try await late.read(atMost: 1, within: .seconds(120)).isEmpty)
            for stream in busy {
                try await stream.write(Array("a=b".utf8))
                #expect(try await TestBrowser.readResponse(stream, isHead: false).status == 403)
            }
        }
    }

    @Test func `who sends a body byte by byte is pushed out in the end`() async throws {
        try await onLoop {
            let limits = HTTPLimits(bodyPause: .seconds(600), bodyDeadline: .seconds(600))
            let site = try await TestSite.make(limits: limits, connections: 2, patience: .milliseconds(300))
            defer { site.node.remove() }
            let browser = site.browser()
            let slow = [try browser.connect(), try browser.connect()]
            for stream in slow {
                try await stream.write(Array((Self.post + Self.form + "Content-Length: 16000\r\nExpect: 100-continue\r\n\r\n").utf8))
                // From here on the body is awaited.
                _ = try await stream.readExactly(25, within: .seconds(120))
            }
            try await poll {
                for stream in slow { stream.enqueue(Array("a".utf8)) }
                return (try? await isAlive(site)) ?? false
            }
        }
    }

    @Test func `who does not take an answer is pushed out in the end`() async throws {
        try await onLoop {
            let site = try await TestSite.make(connections: 2, patience: .milliseconds(300))
            defer { site.node.remove() }
            let browser = site.browser()
            let deaf = [try browser.connect(), try browser.connect()]
            for stream in deaf {
                stream.enqueue(Array(repeating: browser.head("GET /login", []), count: 900).flatMap(\.self))
                // From here on answers are being written, more than all buffers hold.
                _ = try await stream.readExactly(ByteStream.inputLimit, within: .seconds(120))
            }
            let start = ContinuousClock.now
            try await poll { (try? await isAlive(site)) ?? false }
            // Later, each would have ended by itself.
            #expect(ContinuousClock.now - start < deaf[0].writeTimeout - .seconds(5))
        }
    }
}
