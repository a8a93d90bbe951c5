import Crypto
import EventLoop

/// Runs a ``LinkHandshake`` on a stream, within its deadlines.
@Loop enum HandshakeDriver {
    /// Drives the handshake to its end. The stream stays the caller's: on an error it is the caller's to close.
    ///
    /// **Errors** ``HandshakeError``.
    static func run(
        _ handshake: LinkHandshake, asInitiator: Bool, on stream: ByteStream, timing: PeerTiming, clock: PeerClock
    ) async throws(HandshakeError) -> LinkKeys {
        var handshake = handshake
        let deadline = clock.elapsed() + timing.handshakeLimit
        if asInitiator { stream.enqueue(try handshake.begin()) }
        // Who dialled waits for a circuit as well; who was dialled owes a stranger no more than the first limit.
        var patience = asInitiator ? timing.handshakeLimit : timing.firstBytesLimit
        while true {
            let prefix = try await read(LinkHandshake.prefixByteCount, from: stream, within: min(patience, deadline - clock.elapsed()))
            let count = try handshake.checkPrefix(prefix)
            let message = try await read(count, from: stream, within: deadline - clock.elapsed())
            patience = timing.handshakeLimit
            switch try handshake.received(message, now: clock.unixSeconds()) {
            case .reply(let bytes): stream.enqueue(bytes)
            case .established(let keys, let reply):
                if !reply.isEmpty { stream.enqueue(reply) }
                return keys
            }
        }
    }

    private static func read(_ count: Int, from stream: ByteStream, within limit: Duration) async throws(HandshakeError) -> [UInt8] {
        guard limit > .zero else { throw .timedOut }
        do throws(StreamError) {
            return try await stream.readExactly(count, within: limit)
        } catch {
            throw error == .timedOut ? .timedOut : .closed
        }
    }
}
