internal import EventLoop

/// The body of an answer that is written while it is made.
@Loop final class ChunkedBody {
    private let stream: ByteStream

    init(_ stream: ByteStream) { self.stream = stream }

    /// Writes one chunk; waits while the browser is slow to read.
    func write(_ bytes: [UInt8]) async throws(StreamError) {
        guard !bytes.isEmpty else { return }
        try await stream.write(Chunk.encode(bytes))
    }

    /// Cuts the connection: the body ends without its end, and a write that waits fails.
    func abort() { stream.close() }

    /// Resumes when the browser has gone.
    func waitUntilClosed() async { await stream.waitUntilClosed() }
}
