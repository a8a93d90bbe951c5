package import EventLoop

/// The body of one request, read only when somebody asks for it.
///
/// What is refused on its head alone (a foreign origin, a length over the page's limit) is refused without a byte of the body.
@Loop package final class RequestBody {
    /// How many bytes were announced.
    package let byteCount: Int
    /// How many bytes have not been read yet.
    package private(set) var remaining: Int
    /// Whether the browser still waits for leave to send: then nothing of the body is under way.
    private(set) var owesContinue: Bool
    /// What it says to be.
    let mediaType: FormMediaType?
    private let source: HTTPConnection
    private var pace: Pace

    init(_ head: RequestHead, from source: HTTPConnection, limits: HTTPLimits) {
        byteCount = head.bodyByteCount
        remaining = head.bodyByteCount
        owesContinue = head.expectsContinue
        mediaType = FormMediaType(head.text(.contentType))
        self.source = source
        pace = limits.bodyPace
    }

    /// The next bytes, at most ``HTTPLimits/bodyPieceByteCount``; empty at the body's end.
    ///
    /// **Errors** ``HTTPError/tooSlow`` when it comes slower than ``HTTPLimits/bodyPace``, ``HTTPError/disconnected``.
    package func read() async throws(HTTPError) -> [UInt8] {
        guard remaining > 0 else { return [] }
        if owesContinue {
            owesContinue = false
            try await source.writeContinue()
        }
        let start = ContinuousClock.now
        let bytes = try await source.readBody(atMost: remaining, pace)
        pace.moved(bytes.count, after: start.duration(to: .now))
        remaining -= bytes.count
        return bytes
    }
}
