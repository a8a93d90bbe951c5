/// The methods this server understands.
enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
}

/// The headers this server reads. Others are checked for form and forgotten. Each may come once only.
enum HeaderName: String, Sendable, CaseIterable {
    case acceptLanguage = "accept-language"
    case connection
    case contentEncoding = "content-encoding"
    case contentLength = "content-length"
    case contentType = "content-type"
    case cookie
    case expect
    case host
    case origin
    case secFetchSite = "sec-fetch-site"
    case transferEncoding = "transfer-encoding"
}

/// Where a request goes: an absolute path and what follows the question mark, as they were sent.
struct RequestTarget: Sendable, Equatable {
    /// Begins with a slash. Nothing is decoded: no page of ours has a path that needs it.
    let path: String
    /// The part after `?`, nil when there is none.
    let query: String?
}

/// The head of a request that kept every rule of ``RequestHeadParser``.
struct RequestHead: Sendable, Equatable {
    /// GET, HEAD or POST.
    let method: Method
    /// Path and query.
    let target: RequestTarget
    /// The one `Host`, as it was sent.
    let host: String
    /// How many bytes of body follow: 0 for GET and HEAD.
    let bodyByteCount: Int
    /// Whether the connection stays open after the answer.
    let keepsAlive: Bool
    /// Whether the browser waits for `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// The headers that were read, by name.
    let fields: [HeaderName: [UInt8]]

    /// A header's value as text (a head is ASCII throughout); nil when it was not sent.
    func text(_ name: HeaderName) -> String? {
        fields[name].map { String(decoding: $0, as: UTF8.self) }
    }
}
