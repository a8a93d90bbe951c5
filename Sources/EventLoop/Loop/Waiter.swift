/// One suspended call. It resumes exactly once: with whichever of readiness, deadline, cancellation and close comes first.
@Loop final class Waiter {
    /// Why the call goes on.
    enum Outcome: Sendable {
        case ready, timedOut, cancelled, closed
    }

    private var continuation: CheckedContinuation<Outcome, Never>?
    private var outcome: Outcome?
    private var deadline: LoopTimer?

    /// Ends the wait; later calls change nothing.
    func resume(_ outcome: Outcome) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        deadline?.cancel()
        deadline = nil
        continuation?.resume(returning: outcome)
        continuation = nil
    }

    /// Suspends the caller until ``resume(_:)``, the end of `limit` or the cancellation of its task.
    func wait(within limit: Duration? = nil) async -> Outcome {
        if let outcome { return outcome }
        if let limit { deadline = LoopTimer(after: limit) { self.resume(.timedOut) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A task without preference for the loop is enqueued anew on its way here, and the outcome may overtake it.
                if let outcome { continuation.resume(returning: outcome) } else { self.continuation = continuation }
            }
        } onCancel: {
            // The cancelling thread may be any; the waiter belongs to the loop.
            spawn { self.resume(.cancelled) }
        }
    }
}

extension Waiter.Outcome {
    /// Throws unless the wait ended because what it waited for is there, or can no longer come.
    func check() throws(StreamError) {
        switch self {
        case .ready, .closed: return
        case .timedOut: throw .timedOut
        case .cancelled: throw .cancelled
        }
    }
}
