import Glibc

/// Why a stream or a listener could not do what was asked.
public enum StreamError: Error, Equatable, Sendable {
    /// The stream was closed, by either side.
    case closed
    /// It took longer than it may.
    case timedOut
    /// The task that waited was cancelled.
    case cancelled
    /// A line is longer than this many bytes.
    case overLimit(Int)
    /// Nobody listens there.
    case refused
    /// There is no such socket file.
    case notFound
    /// The system refused, with this `errno`.
    case failed(code: Int32)
}

extension StreamError {
    /// The error for an `errno`.
    init(code: Int32) {
        self =
            switch code {
            case EPIPE, ECONNRESET, ECONNABORTED: .closed
            case ECONNREFUSED: .refused
            case ENOENT: .notFound
            case ETIMEDOUT: .timedOut
            default: .failed(code: code)
            }
    }
}

extension StreamError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .closed: "the connection was closed"
        case .timedOut: "the other side took longer than it may"
        case .cancelled: "the wait was cancelled"
        case .overLimit(let limit): "a line of at most \(limit) bytes was expected, this one is longer"
        case .refused: "nobody listens there"
        case .notFound: "there is no such socket"
        case .failed(let code): "the system refused (error \(code))"
        }
    }
}
