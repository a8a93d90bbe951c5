/// Why a worker pool did not take a piece of work.
public enum WorkerPoolError: Error, Equatable, Sendable {
    /// Every thread is busy and as many pieces wait as the pool allows.
    case full
    /// The pool was stopped.
    case stopped
}

extension WorkerPoolError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .full: "too much work waits already; try again in a moment"
        case .stopped: "the workers have been stopped"
        }
    }
}

/// A few threads for work that only computes, and long: password hashing.
///
/// **Limits** at most `threadCount` pieces run and `queueLimit` wait; one more is refused at once, so that a flood of
/// sign-ins costs the node a known amount of memory and time.
public final class WorkerPool: Sendable {
    private struct State: Sendable {
        var waiting: [@Sendable () -> Void] = []
        var admittedCount = 0
        var isStopped = false
    }

    private let monitor = Monitor(State())
    private let admissionLimit: Int

    /// Starts `threadCount` threads, at least one.
    public init(name: String, threadCount: Int, queueLimit: Int) {
        precondition(threadCount >= 1 && queueLimit >= 0, "a pool has a thread and a queue that is not negative")
        admissionLimit = threadCount + queueLimit
        for _ in 0..<threadCount {
            DedicatedThread.start(name: name) { [monitor] in WorkerPool.work(for: monitor) }
        }
    }

    deinit { stop() }

    /// Runs `work` on a thread of the pool, first come first served. A cancelled task still waits for its piece to end.
    ///
    /// **Errors** ``WorkerPoolError``; `work` itself cannot fail.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(WorkerPoolError) -> Value {
        let result: Result<Value, WorkerPoolError> = await withCheckedContinuation { continuation in
            let refusal = admit { [self] in
                let value = work()
                monitor.change { $0.admittedCount -= 1 }  // before the caller hears of it, so that it may come again at once
                continuation.resume(returning: .success(value))
            }
            if let refusal { continuation.resume(returning: .failure(refusal)) }
        }
        return try result.get()
    }

    /// Takes no more work; what was taken is still done, then the threads end.
    public func stop() {
        monitor.changeForAll { $0.isStopped = true }
    }

    /// How many pieces run or wait.
    package var admittedCount: Int { monitor.look { $0.admittedCount } }

    private func admit(_ piece: @escaping @Sendable () -> Void) -> WorkerPoolError? {
        monitor.change { state in
            if state.isStopped { return .stopped }
            if state.admittedCount >= admissionLimit { return .full }
            state.admittedCount += 1
            state.waiting.append(piece)
            return nil
        }
    }

    private static func work(for monitor: Monitor<State>) {
        while let piece = nextPiece(from: monitor) { piece() }
    }

    /// Waits for a piece; nil when the pool was stopped and none is left.
    private static func nextPiece(from monitor: Monitor<State>) -> (@Sendable () -> Void)? {
        monitor.take { state -> (@Sendable () -> Void)?? in
            if !state.waiting.isEmpty { return .some(state.waiting.removeFirst()) }
            return state.isStopped ? .some(nil) : nil
        }
    }
}
