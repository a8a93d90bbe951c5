internal import EventLoop

/// Something that happens once, and that tasks on the loop can wait for.
@Loop final class Latch {
    private(set) var isOpen = false
    private struct Waiting {
        let continuation: CheckedContinuation<Void, Never>
        let timer: LoopTimer
    }

    private var waiting: [Int: Waiting] = [:]
    private var nextTicket = 0

    /// It has happened: everyone who waits goes on, whoever comes later does not wait.
    func open() {
        isOpen = true
        for ticket in waiting.keys.sorted() { letGo(ticket) }
    }

    /// Waits until it has happened, or `limit` has passed; the end of the task does not shorten it. Says whether it has happened.
    @discardableResult func wait(within limit: Duration) async -> Bool {
        let ticket = nextTicket
        nextTicket += 1
        await withCheckedContinuation { continuation in
            // Looked at here, where nothing can come in between: on its way down a call may give up the loop's thread for a turn.
            guard !isOpen else { return continuation.resume() }
            waiting[ticket] = Waiting(continuation: continuation, timer: LoopTimer(after: limit) { self.letGo(ticket) })
        }
        return isOpen
    }

    private func letGo(_ ticket: Int) {
        guard let waiting = waiting.removeValue(forKey: ticket) else { return }
        waiting.timer.cancel()
        waiting.continuation.resume()
    }
}
