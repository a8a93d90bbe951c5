package import EventLoop

/// The body of an answer that is written while it is made.
@Loop package final class ChunkedBody {
    /// Writes a body while it is made.
    package typealias Writer = @Loop @Sendable (ChunkedBody) async throws(StreamError) -> Void

    private let stream: ByteStream

    init(_ stream: ByteStream) { self.stream = stream }

    /// Writes one chunk; waits while the browser is slow to read.
    package func write(_ bytes: [UInt8]) async throws(StreamError) {
        guard !bytes.isEmpty else { return }
        try await stream.write(Chunk.encode(bytes))
    }

    /// Cuts the connection: the body ends without its end, and a write that waits fails.
    package func abort() { stream.close() }

    /// Resumes when the browser has gone.
    package func waitUntilClosed() async { await stream.waitUntilClosed() }
}
