/// The methods this server understands.
package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
}

/// The headers this server reads. Others are checked for form and forgotten. Each may come once only.
package enum HeaderName: String, Sendable, CaseIterable {
    case acceptLanguage = "accept-language"
    case connection
    case contentEncoding = "content-encoding"
    case contentLength = "content-length"
    case contentType = "content-type"
    case cookie
    case expect
    case host
    case ifRange = "if-range"
    case origin
    case range
    case secFetchSite = "sec-fetch-site"
    case transferEncoding = "transfer-encoding"
}

/// Where a request goes: an absolute path and what follows the question mark, as they were sent.
package struct RequestTarget: Sendable, Equatable {
    /// Begins with a slash. Nothing is decoded: no page of ours has a path that needs it.
    package let path: String
    /// The part after `?`, nil when there is none.
    package let query: String?
}

/// The head of a request that kept every rule of ``RequestHeadParser``.
package struct RequestHead: Sendable, Equatable {
    /// GET, HEAD or POST.
    package let method: Method
    /// Path and query.
    package let target: RequestTarget
    /// The one `Host`, as it was sent.
    package let host: String
    /// How many bytes of body follow: 0 for GET and HEAD.
    package let bodyByteCount: Int
    /// Whether the connection stays open after the answer.
    package let keepsAlive: Bool
    /// Whether the browser waits for `100 Continue` before it sends the body.
    package let expectsContinue: Bool
    /// The headers that were read, by name.
    package let fields: [HeaderName: [UInt8]]

    /// A header's value as text (a head is ASCII throughout); nil when it was not sent.
    package func text(_ name: HeaderName) -> String? {
        fields[name].map { String(decoding: $0, as: UTF8.self) }
    }
}
