import EventLoop

@testable import HTTP

/// Answers like a small site: `GET /page`, `POST /form`, and whatever a test adds.
@Loop final class TestResponder: HTTPResponder {
    nonisolated static let host = "a.onion"
    nonisolated static let page = Array(repeating: UInt8(ascii: "p"), count: 3000)

    typealias Answer = @Loop @Sendable (RequestHead, RequestBody) async throws(HTTPError) -> Response

    /// By path, before the pages of its own.
    private var answers: [String: Answer] = [:]
    /// The paths of the requests that came so far, whether they are answered or not.
    private(set) var begun: [String] = []

    /// Answers requests for `path` by `answer` from now on.
    func serve(_ path: String, _ answer: @escaping Answer) { answers[path] = answer }

    let commonLines = HeaderLines([("X-Common", "1")])

    func isOurs(_ host: String) -> Bool { host == Self.host }

    func respond(to head: RequestHead, body: RequestBody) async throws(HTTPError) -> Response {
        begun.append(head.target.path)
        if let answer = answers[head.target.path] { return try await answer(head, body) }
        switch (head.target.path, head.method) {
        case ("/page", .get), ("/page", .head): return Response(.ok, fields: [.html], body: .whole(Self.page))
        case ("/form", .post):
            _ = try await body.form(within: .short)
            return .seeOther(LocalTarget("/page"))
        default: return Response(.notFound)
        }
    }

    func refusal(_ status: Status, _ error: HTTPError, of head: RequestHead?) -> Response {
        Response(status, fields: [.html], body: .whole(Array("refused".utf8)))
    }
}

/// A server with its responder, and clients in front of it.
@Loop struct TestServer {
    let responder = TestResponder()
    let server: HTTPServer

    init(limits: HTTPLimits = .usual, connections: Int = ConnectionPool.limit, patience: Duration = ConnectionPool.patience) {
        server = HTTPServer(responder, limits: limits, pool: ConnectionPool(limit: connections, patience: patience))
    }

    /// A fresh connection.
    func connect() throws -> ByteStream {
        let (near, far) = try ByteStream.pair()
        server.accept(far)
        return near
    }

    /// The answer to a request on a connection of its own.
    func ask(_ request: String) async throws -> TestAnswer {
        let stream = try connect()
        defer { stream.close() }
        try await stream.write(Array(request.utf8))
        return try await TestAnswer.read(from: stream, isHead: request.hasPrefix("HEAD"))
    }

    func isAlive() async throws -> Bool { try await ask("GET /page HTTP/1.1\r\nHost: \(TestResponder.host)\r\n\r\n").status == 200 }
}

/// What came back for one request.
struct TestAnswer: Sendable {
    var status = 0
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []

    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    @Loop static func read(from stream: ByteStream, isHead: Bool = false) async throws -> TestAnswer {
        var answer = try await readHead(from: stream)
        if !isHead, let count = answer.field("content-length").flatMap({ Int($0) }) {
            answer.body = try await stream.readExactly(count, within: .seconds(120))
        }
        return answer
    }

    @Loop static func readHead(from stream: ByteStream) async throws -> TestAnswer {
        var answer = TestAnswer()
        let line = String(decoding: try await stream.readLine(limit: 8192, within: .seconds(120)), as: UTF8.self)
        answer.status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        while true {
            let line = String(decoding: try await stream.readLine(limit: 8192, within: .seconds(120)), as: UTF8.self)
            if line.isEmpty { return answer }
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            answer.fields.append((parts[0].lowercased(), parts.count == 2 ? String(parts[1].dropFirst()) : ""))
        }
    }
}

/// Runs `body` on the loop and waits for it.
func onLoop(_ body: @escaping @Loop @Sendable () async throws -> Void) async throws {
    Loop.start()
    try await spawn(body).value
}

/// Looks again and again until `condition` holds.
@Loop func poll(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw StreamError.timedOut }
        try await sleep(for: .milliseconds(5))
    }
}
