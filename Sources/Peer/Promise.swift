import EventLoop

/// A value that comes later, once, for whoever waits.
@Loop final class Promise<Value: Sendable> {
    private var value: Value?
    private var waiting: [Int: (continuation: CheckedContinuation<Value?, Never>, timer: LoopTimer?)] = [:]
    private var nextNumber = 0

    /// Gives the value; only the first counts.
    func fulfil(_ value: Value) {
        guard self.value == nil else { return }
        self.value = value
        let resumed = waiting.values
        waiting = [:]
        for waiter in resumed {
            waiter.timer?.cancel()
            waiter.continuation.resume(returning: value)
        }
    }

    /// The value; nil when it has not come within `limit`.
    func wait(within limit: Duration? = nil) async -> Value? {
        if let value { return value }
        if let limit, limit <= .zero { return nil }
        nextNumber += 1
        let number = nextNumber
        return await withCheckedContinuation { continuation in
            // A task that does not prefer the loop is enqueued anew on its way here, and the value may overtake it.
            if let value { return continuation.resume(returning: value) }
            let timer = limit.map { LoopTimer(after: $0) { self.expire(number) } }
            waiting[number] = (continuation, timer)
        }
    }

    private func expire(_ number: Int) {
        waiting.removeValue(forKey: number)?.continuation.resume(returning: nil)
    }
}
