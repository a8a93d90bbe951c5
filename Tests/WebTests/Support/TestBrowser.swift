import EventLoop

@testable import HTTP
@testable import Web

/// What came back for one request.
struct TestResponse: Sendable {
    let status: Int
    let fields: [(name: String, value: String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Where its links and forms lead.
    var links: [String] {
        text.matches(of: /(?:href|action)="([^"]*)"/).map { String($0.1) }
    }

    /// The value of the hidden field `token` of the first form.
    var token: String? { hidden("token") }

    /// The hidden field `name` of the form that is sent to `path`, or of the first form.
    func hidden(_ name: String, to path: String? = nil) -> String? {
        let rest = path.flatMap { text.firstRange(of: "action=\"\($0)\"") }.map { text[$0.upperBound...] } ?? text[...]
        return rest.split(separator: "name=\"\(name)\" value=\"", maxSplits: 1).dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
    }

    /// The page with the random numbers of its forms made equal: what is left of two pages that differ by nothing else.
    var textWithoutNumbers: String { TestBrowser.withoutNumbers(text) }
}

/// A browser without scripts: a cookie jar and one connection at a time over a pair of sockets.
@Loop final class TestBrowser {
    private let front: WebFront
    let host: String
    private(set) var jar: [String: String] = [:]

    init(_ front: WebFront, host: WebHost) {
        self.front = front
        switch host {
        case .onion(let address): self.host = address.description
        case .loopback(let port): self.host = "127.0.0.1:\(port)"
        }
    }

    /// A fresh connection.
    func connect() throws -> ByteStream {
        let (near, far) = try ByteStream.pair()
        front.accept(far)
        return near
    }

    func get(_ path: String) async throws -> TestResponse { try await send("GET \(path)", [], []) }

    /// Sends a form with a number of its own, unless `fields` say one.
    func post(_ path: String, _ fields: [(String, String)], origin: String? = nil) async throws -> TestResponse {
        let fields = (fields.contains { $0.0 == "number" } ? [] : [("number", FormNumber.random().text)]) + fields
        let body = fields.map { "\($0)=\(Self.encode($1))" }.joined(separator: "&")
        return try await send(
            "POST \(path)",
            [
                "Origin: \(origin ?? "http://\(host)")", "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: \(body.utf8.count)",
            ],
            Array(body.utf8))
    }

    /// Fetches the page of a form, fills `fields` in beside its token and number, and sends it.
    func submit(_ page: String, to path: String? = nil, _ fields: [(String, String)]) async throws -> TestResponse {
        let page = (try await get(page), path ?? page)
        let hidden = ["token", "number"].map { ($0, page.0.hidden($0, to: page.1) ?? page.0.hidden($0) ?? "") }
        return try await post(page.1, hidden + fields)
    }

    func send(_ line: String, _ fields: [String], _ body: [UInt8]) async throws -> TestResponse {
        let stream = try connect()
        defer { stream.close() }
        try await stream.write(head(line, fields) + body)
        let response = try await Self.readResponse(stream, isHead: line.hasPrefix("HEAD"))
        keepCookies(response)
        return response
    }

    /// Sends a message from the composer of the conversation at `chat`.
    func submitMessage(_ text: String, in chat: String) async throws {
        let answer = try await submit(chat + "/composer", to: chat + "/messages", [("text", text)])
        guard answer.status == 303 else { throw UnexpectedStatus(status: answer.status) }
    }

    struct UnexpectedStatus: Error { let status: Int }

    /// Opens a page that has no end; its head has been read.
    func open(_ path: String) async throws -> LiveReader {
        let stream = try connect()
        try await stream.write(head("GET \(path)", []))
        return LiveReader(stream, head: try await readHead(stream))
    }

    func head(_ line: String, _ fields: [String]) -> [UInt8] {
        var lines = ["\(line) HTTP/1.1", "Host: \(host)"] + fields
        if !jar.isEmpty { lines.append("Cookie: " + jar.map { "\($0)=\($1)" }.sorted().joined(separator: "; ")) }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func readHead(_ stream: ByteStream) async throws -> TestResponse {
        let response = try await Self.readHead(stream)
        keepCookies(response)
        return response
    }

    static func readHead(_ stream: ByteStream) async throws -> TestResponse {
        let status = String(decoding: try await stream.readLine(limit: 8192, within: .seconds(120)), as: UTF8.self)
        var fields: [(name: String, value: String)] = []
        while true {
            let line = String(decoding: try await stream.readLine(limit: 8192, within: .seconds(120)), as: UTF8.self)
            if line.isEmpty { break }
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            fields.append((parts[0].lowercased(), parts.count == 2 ? String(parts[1].dropFirst()) : ""))
        }
        return TestResponse(status: Int(status.split(separator: " ").dropFirst().first ?? "") ?? 0, fields: fields, body: [])
    }

    static func readResponse(_ stream: ByteStream, isHead: Bool) async throws -> TestResponse {
        var response = try await readHead(stream)
        if isHead { return response }
        if let count = response.field("content-length").flatMap({ Int($0) }) {
            response.body = try await stream.readExactly(count, within: .seconds(120))
        } else if response.field("transfer-encoding") == "chunked" {
            let reader = LiveReader(stream, head: response)
            while let chunk = try await reader.next() { response.body += chunk }
        }
        return response
    }

    private func keepCookies(_ response: TestResponse) {
        for field in response.fields where field.name == "set-cookie" {
            let pair = field.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            jar[pair[0]] = pair[1].isEmpty ? nil : pair[1]
        }
    }

    nonisolated static func withoutNumbers(_ page: String) -> String {
        page.replacing(/name="number" value="[A-Za-z0-9_-]{22}"/, with: "name=\"number\"")
    }

    func forgetCookies() { jar = [:] }
    func plant(_ cookie: String, _ value: String) { jar[cookie] = value }
    func adoptCookies(of other: TestBrowser) { jar.merge(other.jar) { _, new in new } }

    private static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }
}

/// Reads the chunks of a page as they come.
@Loop final class LiveReader {
    let head: TestResponse
    private let stream: ByteStream
    /// The size of each chunk so far.
    private(set) var sizes: [Int] = []
    private(set) var text = ""

    init(_ stream: ByteStream, head: TestResponse) {
        self.stream = stream
        self.head = head
    }

    /// The next chunk; nil at the end.
    func next() async throws -> [UInt8]? {
        let line = String(decoding: try await stream.readLine(limit: 100, within: .seconds(120)), as: UTF8.self)
        let count = Int(line, radix: 16) ?? -1
        let content = Array(try await stream.readExactly(count + 2, within: .seconds(120)).dropLast(2))
        if count == 0 { return nil }
        sizes.append(count)
        text += String(decoding: content, as: UTF8.self)
        return content
    }

    /// Whether a chunk of `size` bytes takes whole relay cells of 498 bytes on the wire: its length, two line ends, its content.
    nonisolated static func fillsRelayCells(_ size: Int) -> Bool {
        size > 0 && (String(size, radix: 16).utf8.count + 2 + size + 2).isMultiple(of: 498)
    }

    /// Reads until the page holds `words`, or ends.
    func read(until words: String) async throws {
        while !text.contains(words), try await next() != nil {}
    }

    /// Reads to the end.
    func readToEnd() async throws { while try await next() != nil {} }

    func close() { stream.close() }
}
