/// Why a request is refused. It tells shape, never content.
package enum HTTPError: Error, Equatable, Sendable {
    /// The bytes are not a request head of HTTP/1.1 in its one strict spelling.
    case malformed(Malformation)
    /// The version is a well-formed one, but not 1.1.
    case versionNotSupported
    /// The method is not GET, HEAD or POST.
    case methodNotSupported
    /// The request target is over its limit of bytes.
    case targetTooLong(limit: Int)
    /// There are more header lines or header bytes than allowed.
    case headTooLarge
    /// `Host` is missing or is not a name of ours: closed without an answer.
    case foreignHost
    /// A POST without a length (a chunked one too: browsers send none).
    case lengthRequired
    /// A transfer coding other than chunked.
    case codingNotSupported
    /// The body is over the limit of its page.
    case bodyTooLarge(limit: Int)
    /// `Content-Type` or `Content-Encoding` is not one this page takes.
    case mediaTypeNotSupported
    /// An expectation other than `100-continue`.
    case expectationNotSupported
    /// The form inside the body is not well-formed.
    case form(FormError)
    /// The head or the body came too slowly.
    case tooSlow
    /// The same form is being worked on, and enough wait for its answer.
    case underWay
    /// What was asked for is there and can't be read.
    case unreadable
    /// The other side is gone: nobody is left to answer.
    case disconnected
}

/// Which rule a head broke.
package enum Malformation: Equatable, Sendable {
    case bareLineFeed, bareCarriageReturn, controlByte, requestLine, version, target, headerName, headerValue, folding
    case duplicate, contentLength, lengthAndCoding, bodyNotAllowed
}

extension HTTPError {
    /// The status that tells it; nil when the connection ends without an answer.
    package var status: Status? {
        switch self {
        case .malformed, .form: .badRequest
        case .versionNotSupported: .versionNotSupported
        case .methodNotSupported, .codingNotSupported: .notImplemented
        case .targetTooLong: .targetTooLong
        case .headTooLarge: .headTooLarge
        case .lengthRequired: .lengthRequired
        case .bodyTooLarge: .contentTooLarge
        case .mediaTypeNotSupported: .mediaTypeNotSupported
        case .expectationNotSupported: .expectationFailed
        case .tooSlow: .requestTimeout
        case .underWay: .busy
        case .unreadable: .internalError
        case .foreignHost, .disconnected: nil
        }
    }
}
