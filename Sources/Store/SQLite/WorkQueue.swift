import EventLoop

/// The work that waits for the store's thread, first come first served. Any thread may add to it.
final class WorkQueue: Sendable {
    private struct State: Sendable {
        var waiting: [Work] = []
        var isScheduled = false
        var isClosed = false
    }

    private let state = Monitor(State())

    /// Adds `work`, and says whether the store's thread must be woken for it; refuses when the queue is full or closed.
    func add(_ work: Work) throws(StoreError) -> Bool {
        try state.change { (state) throws(StoreError) in
            if state.isClosed { throw .closed }
            if state.waiting.count >= Limits.waitingWork { throw .overloaded }
            state.waiting.append(work)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
    }

    /// The work for one commit, in order; empty when none waits, and then the next ``add(_:)`` wakes the thread.
    func nextBatch() -> [Work] {
        state.change { state in
            let batch = Array(state.waiting.prefix(Limits.batch))
            state.waiting.removeFirst(batch.count)
            if batch.isEmpty { state.isScheduled = false }
            return batch
        }
    }

    /// How much work waits.
    var count: Int { state.look { $0.waiting.count } }

    /// Takes no more work.
    func close() { state.change { $0.isClosed = true } }
}
