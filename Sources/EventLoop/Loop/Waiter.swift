/// One suspended call. It resumes exactly once: with whichever of readiness, deadline, cancellation and close comes first.
///
/// `@safe`: the continuation is kept once and given away on the first resumption, on the loop alone.
@safe @Loop final class Waiter {
    /// Why the call goes on.
    enum Outcome: Sendable {
        case ready, timedOut, cancelled, closed
    }

    private var continuation: UnsafeContinuation<Outcome, Never>?
    private var outcome: Outcome?
    private var deadline: LoopTimer?

    /// Ends the wait; later calls change nothing.
    func resume(_ outcome: Outcome) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        deadline?.cancel()
        deadline = nil
        unsafe continuation?.resume(returning: outcome)
        unsafe continuation = nil
    }

    /// Suspends the caller until ``resume(_:)``, the end of `limit` or the cancellation of its task.
    @inline(__always) func wait(within limit: Duration? = nil) async -> Outcome {
        if let outcome { return outcome }
        if let limit { deadline = LoopTimer(after: limit) { self.resume(.timedOut) } }
        return await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                // A task without preference for the loop is enqueued anew on its way here, and the outcome may overtake it.
                if let outcome { unsafe continuation.resume(returning: outcome) } else { unsafe self.continuation = unsafe continuation }
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
