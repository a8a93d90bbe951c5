import EventLoop

@testable import HTTP
@testable import Web

/// Drives the router of a front without a socket, with the cookies of a browser.
@Loop final class TestClient {
    private let site: Site
    private let browser: TestBrowser
    /// Whether the body of a form was asked for.
    private(set) var hasRead = false

    init(_ site: TestSite, _ browser: TestBrowser) {
        self.site = site.front.site
        self.browser = browser
    }

    func get(_ path: String) async throws -> Response {
        try await site.answer(head(.get, path, [:]), TestBody(Form()))
    }

    /// - Parameter origin: our own when nothing is said; nil sends none.
    func post(_ path: String, _ fields: [(String, String)], origin: String?) async throws -> Response {
        var form = Form()
        for (name, value) in fields { try form.add(name: Array(name.utf8), value: Array(value.utf8), limits: .message) }
        let body = TestBody(form)
        defer { hasRead = hasRead || body.hasRead }
        return try await site.answer(head(.post, path, origin.map { [.origin: Array($0.utf8)] } ?? [:]), body)
    }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> Response {
        try await post(path, fields, origin: "http://\(browser.host)")
    }

    private func head(_ method: HTTP.Method, _ path: String, _ fields: [HeaderName: [UInt8]]) -> RequestHead {
        var fields = fields
        if !browser.jar.isEmpty { fields[.cookie] = Array(browser.jar.map { "\($0)=\($1)" }.sorted().joined(separator: "; ").utf8) }
        return RequestHead(
            method: method, target: RequestTarget(path), host: browser.host, bodyByteCount: method == .post ? 1 : 0, keepsAlive: true,
            expectsContinue: false, fields: fields)
    }
}

/// A form that has come whole.
@Loop private final class TestBody: BodySource {
    private let content: Form
    private(set) var hasRead = false

    init(_ content: Form) { self.content = content }

    func form(within limits: FormLimits) async throws(HTTPError) -> Form {
        hasRead = true
        return content
    }

    func upload(as shape: UploadShape) async throws(HTTPError) -> Upload {
        hasRead = true
        return Upload(content, nil, byteCount: 1)
    }
}

extension RequestTarget {
    /// The target that a link names.
    init(_ text: String) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(path: parts[0], query: parts.count == 2 ? parts[1] : nil)
    }
}

extension PathPattern {
    /// The path with `part` at each variable place.
    func path(filledWith part: String) -> String {
        "/" + segments.map { if case .word(let word) = $0 { word } else { part } }.joined(separator: "/")
    }
}
