internal import EventLoop

/// One authenticated or not yet authenticated connection to tor's control socket.
///
/// Commands are answered in order; events come between replies and go to ``onEvent``. Whatever can't be understood, and a command that
/// is not answered in time, ends the connection, since from there on nobody knows which reply belongs to which command.
///
/// **Errors** every call throws ``TorControlError``; after the end, always the error that ended it.
@Loop final class ControlConnection {
    /// A read takes at most this much; a reply is seldom longer than 1 KiB.
    private static let readByteCount = 4_096

    private let stream: ByteStream
    private var parser = ControlReplyParser()
    private var waiting: [CheckedContinuation<Result<ControlReply, TorControlError>, Never>] = []
    private let ended = Latch()

    /// Why the connection ended; nil while it stands.
    private(set) var failure: TorControlError?

    /// Called for each event, in order.
    var onEvent: (@Loop (ControlEvent) -> Void)?

    /// Takes over a connected stream and begins to read.
    init(_ stream: ByteStream) {
        self.stream = stream
        spawn { await self.readUntilEnd() }
    }

    /// Connects to a control socket.
    ///
    /// **Errors** ``TorControlError/controlUnreachable``.
    static func connect(to endpoint: Endpoint, within limit: Duration) async throws(TorControlError) -> ControlConnection {
        do throws(StreamError) {
            return ControlConnection(try await ByteStream.connect(to: endpoint, within: limit))
        } catch {
            throw .controlUnreachable
        }
    }

    /// Sends a command and waits for its reply.
    ///
    /// **Errors** what ended the connection; a refusal by tor is a reply and no error here.
    func send(_ line: ControlLine, within limit: Duration) async throws(TorControlError) -> ControlReply {
        let timer = LoopTimer(after: limit) { self.end(.controlTimedOut) }
        defer { timer.cancel() }
        let result: Result<ControlReply, TorControlError> = await withCheckedContinuation { continuation in
            // All in one turn of the loop: whoever sends first waits first, and no reply comes before somebody waits for it.
            if let failure { return continuation.resume(returning: .failure(failure)) }
            waiting.append(continuation)
            stream.enqueue(line.bytes)
        }
        return try result.get()
    }

    /// Waits until the connection has ended, or `limit` has passed. Says whether it has ended.
    @discardableResult func waitUntilEnded(within limit: Duration) async -> Bool { await ended.wait(within: limit) }

    /// Ends the connection; whoever waits for a reply gets ``TorControlError/controlClosed``.
    func close() { end(.controlClosed) }

    private func readUntilEnd() async {
        while failure == nil {
            let bytes: [UInt8]
            do throws(StreamError) {
                bytes = try await stream.read(atMost: Self.readByteCount, within: nil)
            } catch {
                return end(.controlClosed)
            }
            // Looked at again after the wait: it may have ended meanwhile.
            guard failure == nil else { return }
            guard !bytes.isEmpty else { return end(.controlClosed) }
            do throws(TorControlError) {
                for reply in try parser.received(bytes) { try took(reply) }
            } catch {
                return end(error)
            }
        }
    }

    private func took(_ reply: ControlReply) throws(TorControlError) {
        if reply.isEvent {
            // An event that a later tor writes in another way must not cost the connection: it is told as one we don't know.
            let event = (try? ControlEvent(reply)) ?? .other
            onEvent?(event)
        } else {
            guard !waiting.isEmpty else { throw .garbledReply }
            waiting.removeFirst().resume(returning: .success(reply))
        }
    }

    private func end(_ error: TorControlError) {
        guard failure == nil else { return }
        failure = error
        onEvent = nil
        stream.close()
        let all = waiting
        waiting.removeAll()
        for continuation in all { continuation.resume(returning: .failure(error)) }
        ended.open()
    }
}
