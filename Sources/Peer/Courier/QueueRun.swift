internal import Domain
import EventLoop
internal import Mail

/// Sends one queue over one path: MARK first, then envelopes within the window, until nothing waits or something stops it.
///
/// It holds nothing that outlives it: what is acknowledged is the inbox's to know, and the next run asks for it again.
/// **Source** protocol §9.3.
@Loop struct QueueRun {
    /// Why a run ended.
    enum Outcome: Equatable, Sendable {
        /// Nothing more waits; on this path the queue goes on at `next` without another MARK.
        case drained(next: UInt64, sentCount: Int)
        /// The other end is full or does not know the queue: mark it again later.
        case postponed
        /// The queue is closed or was rolled back: nothing to send until the inbox says that there is mail.
        case stopped
        /// This node's store failed.
        case storage
        /// The path is gone, or another took its place.
        case pathEnded
    }

    let queue: QueueID
    let path: any DeliveryPath
    let inbox: any PeerInbox
    let timing: PeerTiming
    /// Says that the path is still the one to send on.
    let isCurrent: @Loop () -> Bool
    /// Called at each envelope that the other end keeps.
    let onProgress: @Loop () -> Void

    /// Runs to the end. `next` is where an earlier run on the same path stopped; nil asks by MARK.
    func run(resumingAt next: UInt64?) async -> Outcome {
        do {
            if let next { return try await send(from: next) }
            switch try await mark() {
            case nil: return .pathEnded
            case .resume(let sequence): return try await send(from: sequence)
            case .stop: return .stopped
            case .invalid: return .postponed
            }
        } catch let error as PathError {
            return switch error {
            case .ended: .pathEnded
            case .timedOut, .wrongAnswer, .busy: .postponed
            case .storage: .storage
            }
        } catch {
            return .storage
        }
    }

    /// Asks how far the queue is; nil when another path took the place of this one meanwhile.
    private func mark() async throws -> MarkVerdict? {
        let mark = try await inbox.mark(for: queue)
        let marked = try await path.ask(mark, within: timing.stallLimit)
        guard isCurrent() else { return nil }
        guard marked.queue == mark.queue, marked.nonce == mark.nonce else { return .invalid }
        return try await inbox.marked(marked)
    }

    private func send(from first: UInt64) async throws -> Outcome {
        var next = first
        var sentCount = 0
        var underwayCount = 0
        var refusal: Outcome?
        let box = StoredBox()
        while isCurrent() {
            if refusal == nil, underwayCount <= LinkLimits.refillCount {
                let room = LinkLimits.envelopesPerQueue - underwayCount
                for frame in try await inbox.deliveries(of: queue, from: next, limit: room).prefix(room) {
                    guard isCurrent() else { return .pathEnded }
                    try await path.deliver(frame, answerTo: box)
                    next = frame.sequence &+ 1
                    underwayCount += 1
                    sentCount += 1
                }
            }
            guard underwayCount > 0 else { return refusal ?? .drained(next: next, sentCount: sentCount) }
            for stored in try await box.take() {
                // An answer of an elder path must not overtake MARKED on the newer one: it would look as if the other end had been rolled back.
                guard isCurrent() else { return .pathEnded }
                underwayCount -= 1
                let isAuthentic = try await inbox.stored(stored)
                switch (isAuthentic, stored.status) {
                case (true, StoredFrame.stored): onProgress()
                case (true, StoredFrame.closed): refusal = .stopped
                case (true, _):
                    // The other end drops what follows until the queue is marked again.
                    return .postponed
                case (false, _): refusal = refusal ?? .postponed
                }
            }
        }
        return .pathEnded
    }
}
