import Crypto
internal import Domain
import EventLoop
internal import Mail

/// An authenticated channel to another node: reads without ever stopping, seals what is sent, and ends for one reason.
///
/// Everything is on the loop. What comes as an answer goes to whoever asked; all else goes to the ``LinkAnswerer``. A frame is sealed and
/// queued in one turn, so that nonces and cells stay in order however many send.
/// **Limits** the peer's window bounds what we hold of it; ``LinkLimits/queuedBytes`` bounds what waits for it, and
/// ``LinkLimits/queuedBytesOnAllLinks`` what waits on all links together.
@Loop final class Link {
    /// Who made the link.
    enum Side { case dialled, accepted }

    /// The node at the other end.
    nonisolated let remote: OnionAddress
    /// Who made it.
    nonisolated let side: Side
    /// The onion of ours that it came in on, or that we dialled as.
    nonisolated let onion: OnionAddress
    /// When the handshake was complete.
    let openedAt: Duration
    /// When something was last said on it, either way.
    private(set) var lastActive: Duration
    /// Why it ended; nil while it lives.
    private(set) var end: LinkEnd?
    /// What the other node did, when that was the end.
    private(set) var violation: LinkViolation?

    private let stream: ByteStream
    private let clock: PeerClock
    private let queuedOnAllLinks: @Loop () -> Int
    private var channel: CellChannel
    private var correspondence = Correspondence()
    private var lastHeard: Duration
    private var owedSince: Duration?

    init(
        _ keys: LinkKeys, on stream: ByteStream, side: Side, onion: OnionAddress, clock: PeerClock,
        queuedOnAllLinks: @escaping @Loop () -> Int
    ) {
        self.queuedOnAllLinks = queuedOnAllLinks
        remote = keys.remote
        self.side = side
        self.onion = onion
        self.stream = stream
        self.clock = clock
        channel = CellChannel(keys)
        openedAt = clock.elapsed()
        lastActive = openedAt
        lastHeard = openedAt
    }

    /// Reads until the link ends; gives the reason.
    func run(_ answerer: LinkAnswerer) async -> LinkEnd {
        while true {
            if let end { return end }
            do {
                let message = try await stream.readExactly(CellChannel.messageByteCount, within: nil)
                if let end { return end }
                try take(message, answerer)
            } catch let error as LinkViolation {
                violation = violation ?? error
                finish(.violation)
            } catch {
                finish(.closed)
            }
        }
    }

    /// Ends the link at once; only the first reason counts. Whoever waits for an answer learns it.
    func finish(_ reason: LinkEnd, because violation: LinkViolation? = nil) {
        guard end == nil else { return }
        end = reason
        if let violation { self.violation = violation }
        stream.close()
        correspondence.end(reason)
    }

    /// Sends the answer to the frame `id`. The asker's window bounds how many there are; an asker who does not read them loses the link.
    func answer(_ frame: Frame, id: UInt32) {
        guard end == nil else { return }
        guard hasRoomForAnswer else { return finish(.slowReader) }
        send(frame, id: id)
    }

    /// Asks and waits for the answer.
    /// **Errors** ``PathError``; `timedOut` leaves the link up, unless nothing at all was heard meanwhile.
    func ask(_ frame: Frame, within limit: Duration) async throws(PathError) -> Frame {
        let askedAt = clock.elapsed()
        try await waitForRoom()
        var isMark = false
        if case .mark = frame { isMark = true }
        guard let (id, promise) = correspondence.ask(isMark: isMark) else { throw .busy }
        owe()
        send(frame, id: id)
        guard let answer = await promise.wait(within: limit) else {
            if lastHeard < askedAt { finish(.stalled) }
            throw .timedOut
        }
        return try answer.get()
    }

    /// Ends the link when an answer has been owed, and nothing heard, for longer than `limit`.
    func endIfStalled(after limit: Duration) {
        guard correspondence.isOwedSomething, let owedSince else { return }
        if clock.elapsed() - max(owedSince, lastHeard) > limit { finish(.stalled) }
    }

    /// Says that we wait for something on this link.
    var isOwedSomething: Bool { correspondence.isOwedSomething }

    /// The sealed bytes that wait for the other end to read.
    var queuedByteCount: Int { stream.queuedByteCount }

    private var hasRoomForAnswer: Bool {
        guard queuedByteCount > LinkLimits.queuedBytesAlways else { return true }
        return queuedByteCount < LinkLimits.queuedBytes && queuedOnAllLinks() < LinkLimits.queuedBytesOnAllLinks
    }

    private func take(_ message: [UInt8], _ answerer: LinkAnswerer) throws(LinkViolation) {
        lastHeard = clock.elapsed()
        guard let (frame, id) = try channel.open(message) else { return }
        lastActive = lastHeard
        if frame.isAnswer { correspondence.take(frame, id: id) } else { try answerer.take(frame, id: id) }
    }

    private func send(_ frame: Frame, id: UInt32) {
        guard end == nil else { return }
        do throws(LinkViolation) {
            stream.enqueue(try channel.seal(frame, id: id))
            lastActive = clock.elapsed()
        } catch {
            finish(.violation, because: error)
        }
    }

    private func owe() { if !correspondence.isOwedSomething || owedSince == nil { owedSince = clock.elapsed() } }

    private func waitForRoom() async throws(PathError) {
        do throws(StreamError) {
            try await stream.write([])
        } catch {
            finish(error == .timedOut ? .slowReader : .closed)
        }
        if let end { throw .ended(end) }
    }
}

extension Link: DeliveryPath {
    func ask(_ mark: MarkFrame, within limit: Duration) async throws(PathError) -> MarkedFrame {
        guard case .marked(let marked) = try await ask(.mark(mark), within: limit) else { throw .wrongAnswer }
        return marked
    }

    func deliver(_ frame: DeliverFrame, answerTo box: StoredBox) async throws(PathError) {
        try await waitForRoom()
        while end == nil, let room = correspondence.roomForEnvelope { await room.wait() }
        if let end { throw .ended(end) }
        owe()
        send(.deliver(frame), id: correspondence.expectStored(of: frame.queue, sequence: frame.sequence, in: box))
        if let end { throw .ended(end) }
    }
}
