import Testing

@testable import HTTP

@Suite struct RequestHeadParserTests {
    private func parse(_ text: String, limits: HTTPLimits = HTTPLimits()) throws(HTTPError) -> RequestHeadParser.Progress {
        try parse(Array(text.utf8)[...], limits: limits)
    }

    private func parse(_ bytes: ArraySlice<UInt8>, limits: HTTPLimits = HTTPLimits()) throws(HTTPError) -> RequestHeadParser.Progress {
        var parser = RequestHeadParser(limits: limits)
        return try parser.received(bytes)
    }

    private func error(_ text: String) -> HTTPError? {
        do {
            let progress = try parse(text)
            Issue.record("not refused: \(progress)")
            return nil
        } catch {
            return error
        }
    }

    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n"
    private static let post = "POST / HTTP/1.1\r\nHost: a\r\n"

    @Test func `a browser's head is read whole`() throws {
        let text =
            "POST /chats/0/messages?x=%20 HTTP/1.1\r\nHost: abc.onion\r\nUser-Agent: Mozilla/5.0 (X; rv:1)\r\nAccept: text/html,*/*;q=0.8\r\n"
            + "content-length:  12 \t\r\nContent-Type: application/x-www-form-urlencoded\r\nOrigin: http://abc.onion\r\nCookie: a=b; c=d\r\n\r\nrest"
        guard case .finished(let head, let consumed) = try parse(text) else {
            Issue.record("the head is whole")
            return
        }
        #expect(consumed == text.utf8.count - 4)
        #expect(head.method == .post)
        #expect(head.target == RequestTarget(path: "/chats/0/messages", query: "x=%20"))
        #expect(head.host == "abc.onion")
        #expect(head.bodyByteCount == 12)
        #expect(head.keepsAlive)
        #expect(!head.expectsContinue)
        #expect(head.text(.cookie) == "a=b; c=d")
        #expect(head.text(.origin) == "http://abc.onion")
    }

    @Test func `a head comes to the same byte by byte`() throws {
        let text = Self.post + "Content-Length: 3\r\nExpect: 100-continue\r\nConnection: Close\r\n\r\n"
        let whole = try parse(text)
        var parser = RequestHeadParser()
        var last = RequestHeadParser.Progress.needsMoreBytes
        for byte in text.utf8 {
            #expect(last == .needsMoreBytes)
            last = try parser.received([byte])
        }
        guard case .finished(let head, _) = whole, case .finished(let other, let consumed) = last else {
            Issue.record("both are whole")
            return
        }
        #expect(head == other)
        #expect(consumed == 1)
        #expect(head.expectsContinue)
        #expect(!head.keepsAlive)
    }

    @Test(
        arguments: [
            (get + "X: a\nb: c\r\n\r\n", Malformation.bareLineFeed), ("GET / HTTP/1.1\nHost: a\n\n", .bareLineFeed), ("\n", .bareLineFeed),
            (get + "X: a\rb\r\n\r\n", .bareCarriageReturn), ("GET /\r HTTP/1.1\r\n", .bareCarriageReturn),
            (get + "X: a\r\r\n\r\n", .bareCarriageReturn),
            (get + "X: a\0b\r\n\r\n", .controlByte), ("GET /\0 HTTP/1.1\r\n", .controlByte), (get + "X: \u{1b}[2J\r\n\r\n", .controlByte),
            (get + "X: \u{7f}\r\n\r\n", .controlByte), (get + "X: ü\r\n\r\n", .controlByte), ("GET\t/\tHTTP/1.1\r\n", .controlByte),
            (get + "X: a\r\n folded\r\n\r\n", .folding), (get + "\tfolded\r\n\r\n", .folding), (get + " Host: b\r\n\r\n", .folding),
            (get + "X : a\r\n\r\n", .headerName), (get + ": a\r\n\r\n", .headerName), (get + "no colon\r\n\r\n", .headerName),
            (get + "X\t: a\r\n\r\n", .headerName), (get + "X(y): a\r\n\r\n", .headerName), (get + "\"X\": a\r\n\r\n", .headerName),
            (get + "Host: a\r\n\r\n", .duplicate), (get + "hOST: b\r\n\r\n", .duplicate),
            (get + "Cookie: a=b\r\nCookie: c=d\r\n\r\n", .duplicate),
            (post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n", .duplicate),
            (post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n", .duplicate),
            (post + "Origin: http://a\r\nOrigin: http://b\r\n\r\n", .duplicate),
            (post + "Content-Length: +3\r\n\r\n", .contentLength), (post + "Content-Length: -3\r\n\r\n", .contentLength),
            (post + "Content-Length: 3, 3\r\n\r\n", .contentLength), (post + "Content-Length: 3 3\r\n\r\n", .contentLength),
            (post + "Content-Length: 0x3\r\n\r\n", .contentLength), (post + "Content-Length: 03\r\n\r\n", .contentLength),
            (post + "Content-Length:\r\n\r\n", .contentLength), (post + "Content-Length: 3.0\r\n\r\n", .contentLength),
            (post + "Content-Length: 99999999999999999999\r\n\r\n", .contentLength),
            (post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", .lengthAndCoding),
            (post + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\n", .lengthAndCoding),
            (get + "Content-Length: 3\r\n\r\n", .bodyNotAllowed),
            ("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", .bodyNotAllowed),
            ("GET http://a/ HTTP/1.1\r\n", .target), ("GET * HTTP/1.1\r\n", .target), ("GET a HTTP/1.1\r\n", .target),
            ("GET /a#b HTTP/1.1\r\n", .target),
            ("GET /<b> HTTP/1.1\r\n", .target), ("GET /\\ HTTP/1.1\r\n", .target), ("GET /\"a\" HTTP/1.1\r\n", .target),
            ("\r\n", .requestLine), (" GET / HTTP/1.1\r\n", .requestLine), ("GET  / HTTP/1.1\r\n", .requestLine),
            ("GET / HTTP/1.1 \r\n", .requestLine),
            ("GET / a HTTP/1.1\r\n", .requestLine), ("G(T / HTTP/1.1\r\n", .requestLine), ("GET\r\n", .requestLine),
            ("GET / HTTP/11\r\n", .version), ("GET / http/1.1\r\n", .version), ("GET / HTTP/1.1x\r\n", .version),
            ("GET / HTTP/1.+\r\n", .version),
        ] as [(String, Malformation)])
    func `what has two readings is refused`(text: String, rule: Malformation) {
        #expect(error(text) == .malformed(rule))
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.0\r\n", HTTPError.versionNotSupported), ("GET / HTTP/2.0\r\n", .versionNotSupported),
            ("GET /\r\n", .versionNotSupported),
            ("PUT / HTTP/1.1\r\n", .methodNotSupported), ("CONNECT a:80 HTTP/1.1\r\n", .methodNotSupported),
            ("get / HTTP/1.1\r\n", .methodNotSupported),
            ("GET / HTTP/1.1\r\n\r\n", .foreignHost), (post + "\r\n", .lengthRequired),
            (post + "Transfer-Encoding: chunked\r\n\r\n", .lengthRequired),
            (post + "Transfer-Encoding: gzip, chunked\r\n\r\n", .codingNotSupported),
            (post + "Transfer-Encoding: xchunked\r\n\r\n", .codingNotSupported),
            (post + "Transfer-Encoding: chunked, chunked\r\n\r\n", .codingNotSupported),
            (get + "Transfer-Encoding: \r\n\r\n", .codingNotSupported),
            (post + "Content-Length: 1\r\nContent-Encoding: gzip\r\n\r\n", .mediaTypeNotSupported),
            (post + "Content-Length: 1\r\nExpect: 200-ok\r\n\r\n", .expectationNotSupported),
        ] as [(String, HTTPError)])
    func `what is not spoken here has its own answer`(text: String, expected: HTTPError) {
        #expect(error(text) == expected)
    }

    @Test func `every cap holds before the head is whole`() {
        let limits = HTTPLimits()
        #expect(
            error("GET /" + String(repeating: "a", count: limits.targetByteCount) + " HTTP/1.1\r\n")
                == .targetTooLong(limit: limits.targetByteCount))
        #expect(error("GET /" + String(repeating: "a", count: 5000)) == .targetTooLong(limit: limits.targetByteCount))
        #expect(error(String(repeating: "A", count: 5000)) == .targetTooLong(limit: limits.targetByteCount))
        #expect(error(Self.get + "X: " + String(repeating: "a", count: limits.headByteCount)) == .headTooLarge)
        #expect(error(Self.get + String(repeating: "X: a\r\n", count: limits.headerCount)) == .headTooLarge)
    }

    @Test func `exactly at the caps is not over them`() throws {
        let limits = HTTPLimits()
        let target = "/" + String(repeating: "a", count: limits.targetByteCount - 1)
        let fields = String(repeating: "X: a\r\n", count: limits.headerCount - 1)
        guard
            case .finished(let head, _) = try parse(
                "POST \(target) HTTP/1.1\r\nHost: a\r\n" + fields.dropLast(5) + "Content-Length: 0\r\n\r\n")
        else {
            Issue.record("the head is whole")
            return
        }
        #expect(head.target.path == target)
    }

    @Test func `cut at any byte a head is unfinished and no error`() throws {
        // A line end is one character of a String: what is cut must be bytes.
        let bytes = Array((Self.post + "Content-Length: 3\r\nX:\r\n\r\n").utf8)
        for count in 0..<bytes.count { #expect(try parse(bytes.prefix(count)) == .needsMoreBytes, "cut at \(count)") }
        guard case .finished(let head, let consumed) = try parse(bytes[...]) else {
            Issue.record("the whole head is finished")
            return
        }
        #expect(consumed == bytes.count && head.bodyByteCount == 3)
    }
}
