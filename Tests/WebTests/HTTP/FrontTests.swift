import EventLoop
import Testing

@testable import HTTP
@testable import Web

/// What the front itself says to odd requests; how they are read is HTTPTests' matter.
@Suite struct FrontTests {
    private static let host = "Host: \(Samples.node)\r\n"
    private static let get = "GET /login HTTP/1.1\r\n" + host
    private static let post = "POST /login HTTP/1.1\r\n" + host + "Origin: http://\(Samples.node)\r\n"
    private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

    @Test(
        arguments: [
            (get + "Bare: LF\n\r\n", 400), (post + form + "Content-Length: 2\r\n\r\n%%", 400),
            (post + form + "Content-Length: 16385\r\n\r\n", 413), (post + "Content-Length: 3\r\n\r\na=b", 415),
            ("BREW /pot HTTP/1.1\r\n" + host + "\r\n", 501), ("GET /login HTTP/1.0\r\n" + host + "\r\n", 505),
        ] as [(String, Int)])
    func `who is refused gets a page that says why, with the headers of the house`(request: String, status: Int) async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let stream = try site.browser().connect()
            defer { stream.close() }
            try await stream.write(Array(request.utf8))
            let answer = try await TestBrowser.readResponse(stream, isHead: false)
            #expect(answer.status == status)
            #expect(answer.text.contains("<h1>") && answer.field("content-type") == "text/html; charset=utf-8")
            #expect(answer.field("content-security-policy") == ContentSecurityPolicy.pages.text)
            #expect(try await stream.read(atMost: 1, within: .seconds(120)).isEmpty)
        }
    }

    @Test(arguments: ["", "Host: \(Samples.otherNode)\r\n", "Host: \(Samples.node):80\r\n", "Host:\r\n"])
    func `who asks for another host gets no answer`(host: String) async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let stream = try site.browser().connect()
            defer { stream.close() }
            try await stream.write(Array("GET /login HTTP/1.1\r\n\(host)\r\n".utf8))
            #expect(try await stream.read(atMost: 1, within: .seconds(120)).isEmpty)
        }
    }

    @Test func `a search that is not well-formed leads to the log-in page like any other`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            #expect(try await site.browser().get("/people?q=%ff").status == 303)
        }
    }

    @Test func `HEAD gets the head of the stylesheet alone`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let head = try await site.browser().send("HEAD \(Place.stylesheet.text)", [], [])
            let whole = try await site.browser().get(Place.stylesheet.text)
            #expect(head.fields.map(\.value) == whole.fields.map(\.value))
            #expect(whole.body == Stylesheet.bytes)
        }
    }
}
