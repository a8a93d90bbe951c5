package import EventLoop

/// The body of one request, read only when somebody asks for it.
///
/// What is refused on its head alone (a foreign origin, a length over the page's limit) is refused without a byte of the body.
@Loop package final class RequestBody {
    /// How many bytes have not been read yet.
    package private(set) var remaining: Int
    /// Whether the browser still waits for leave to send: then nothing of the body is under way.
    private(set) var owesContinue: Bool
    private let source: HTTPConnection
    private let start = ContinuousClock.now
    private let end: ContinuousClock.Instant

    init(_ head: RequestHead, from source: HTTPConnection, limits: HTTPLimits) {
        remaining = head.bodyByteCount
        owesContinue = head.expectsContinue
        self.source = source
        end = start + limits.bodyDeadline
    }

    /// The next bytes; empty at the body's end.
    package func read() async throws(HTTPError) -> [UInt8] {
        guard remaining > 0 else { return [] }
        if owesContinue {
            owesContinue = false
            try await source.writeContinue()
        }
        let bytes = try await source.readBody(atMost: remaining, since: start, until: end)
        remaining -= bytes.count
        return bytes
    }
}
