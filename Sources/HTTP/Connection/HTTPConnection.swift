internal import EventLoop

/// One connection: reads a head, has it answered, writes the answer, and again, until one side has enough.
///
/// Lives on the loop. Memory: one head or one read's worth of bytes, and the stream's own limits.
@Loop final class HTTPConnection {
    /// What a connection is at, with the moment it began: ``ConnectionPool`` picks by it when there are too many.
    enum Phase: Equatable {
        /// Between requests.
        case waiting(since: ContinuousClock.Instant)
        /// A head or a body is coming in.
        case receiving(since: ContinuousClock.Instant)
        /// The answer is being made or written.
        case answering
        /// The answer waits for a browser that does not take it.
        case stalled(since: ContinuousClock.Instant)
    }

    /// What it is at.
    var phase: Phase {
        if case .answering = stage, let since = stream.stalledSince { return .stalled(since: since) }
        return stage
    }

    private var stage: Phase = .waiting(since: .now)
    private let stream: ByteStream
    private let responder: any HTTPResponder
    private let limits: HTTPLimits
    private var pending: [UInt8] = []  // read, but not yet taken
    private var isStopping = false

    init(_ stream: ByteStream, responder: any HTTPResponder, limits: HTTPLimits) {
        self.stream = stream
        self.responder = responder
        self.limits = limits
    }

    /// Serves the connection to its end.
    func serve() async {
        do {
            var count = 0
            while let head = try await readHead() {
                count += 1
                let mayGoOn = head.keepsAlive && count < limits.requestsPerConnection
                guard try await answer(head, mayGoOn: mayGoOn) else { break }
                stage = .waiting(since: .now)
            }
        } catch {
            await refuse(error, of: nil)
        }
        await stream.finish(within: limits.lingerDeadline)
    }

    /// Ends it at once.
    func close() { stream.close() }

    /// Ends it after the answer under way; at once when there is none.
    func stop() {
        isStopping = true
        if case .waiting = stage { stream.close() }
    }

    // MARK: - Reading

    /// The next head; nil when the browser closed between two requests, or let the idle limit pass.
    private func readHead() async throws(HTTPError) -> RequestHead? {
        var parser = RequestHeadParser(limits: limits)
        var end = ContinuousClock.now + limits.idleLimit
        while true {
            if pending.isEmpty {
                do {
                    pending = try await stream.read(atMost: limits.readByteCount, within: remaining(until: end))
                } catch .timedOut where parser.hasBegun {
                    throw .tooSlow
                } catch {
                    return nil
                }
                guard !pending.isEmpty else {
                    if parser.hasBegun { throw .disconnected }
                    return nil
                }
            }
            if !parser.hasBegun {
                stage = .receiving(since: .now)
                end = .now + limits.headDeadline
            }
            switch try parser.received(pending[...]) {
            case .needsMoreBytes: pending = []
            case .finished(let head, let consumed):
                pending.removeFirst(consumed)
                guard responder.isOurs(head.host) else { throw .foreignHost }
                return head
            }
        }
    }

    /// Up to `limit` bytes of a body that comes at `pace`, at least one.
    func readBody(atMost limit: Int, _ pace: Pace) async throws(HTTPError) -> [UInt8] {
        // Since it last kept its pace, not since its last byte: who sends one byte at a time must not look like a newcomer for ever.
        stage = .receiving(since: .now - pace.waited)
        defer { stage = .answering }
        guard pending.isEmpty else {
            let bytes = Array(pending.prefix(limit))
            pending.removeFirst(bytes.count)
            return bytes
        }
        do {
            let bytes = try await stream.read(atMost: min(limit, limits.bodyPieceByteCount), within: pace.left)
            guard bytes.isEmpty else { return bytes }
        } catch .timedOut {
            throw .tooSlow
        } catch {
            throw .disconnected
        }
        throw .disconnected
    }

    /// Gives the browser leave to send its body.
    func writeContinue() async throws(HTTPError) {
        do { try await stream.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) } catch { throw .disconnected }
    }

    private func remaining(until end: ContinuousClock.Instant) -> Duration { max(.zero, ContinuousClock.now.duration(to: end)) }

    // MARK: - Writing

    /// Answers one request; false when the connection ends with it.
    private func answer(_ head: RequestHead, mayGoOn: Bool) async throws(HTTPError) -> Bool {
        stage = .answering
        let body = RequestBody(head, from: self, limits: limits)
        let response: Response
        do { response = try await responder.respond(to: head, body: body) } catch {
            await refuse(error, of: head)
            if body.remaining > 0, !body.owesContinue { await linger(body) }
            return false
        }
        let keepsAlive = mayGoOn && !isStopping && body.remaining == 0
        do {
            try await writer.write(response, keepsAlive: keepsAlive, withBody: head.method != .head)
        } catch {
            guard error == .unreadable else { throw error }
            await refuse(error, of: head)
            return false
        }
        if body.remaining > 0, !body.owesContinue { await linger(body) }
        // A request is over when its answer has left: who sends requests ahead can't make us work for what they don't take.
        do { try await stream.waitUntilSent() } catch { throw .disconnected }
        return keepsAlive && !isStopping
    }

    private var writer: AnswerWriter { AnswerWriter(stream: stream, common: responder.commonLines) }

    /// Tells why, when there is anybody to tell, and how the request is left behind.
    private func refuse(_ error: HTTPError, of head: RequestHead?) async {
        guard let status = error.status else { return stream.close() }
        stage = .answering
        try? await writer.write(responder.refusal(status, error, of: head), keepsAlive: false, withBody: true)
        try? await stream.waitUntilSent()
    }

    /// Reads on for a while what nobody wants: closing on a browser that still sends would destroy the answer on its way.
    private func linger(_ body: RequestBody) async {
        var left = min(body.remaining, limits.lingerByteCount)
        var pace = Pace(byteCount: left, patience: limits.lingerDeadline)
        while left > 0 {
            let start = ContinuousClock.now
            guard let bytes = try? await readBody(atMost: left, pace) else { return }
            left -= bytes.count
            pace.moved(bytes.count, after: start.duration(to: .now))
        }
    }
}
