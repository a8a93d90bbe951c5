internal import EventLoop

/// Something that happens once, and that tasks on the loop can wait for.
@Loop final class Latch {
    private(set) var isOpen = false
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var nextTicket = 0

    /// It has happened: everyone who waits goes on, whoever comes later does not wait.
    func open() {
        isOpen = true
        let all = waiting.values
        waiting.removeAll()
        for continuation in all { continuation.resume() }
    }

    /// Waits until it has happened, or `limit` has passed; the end of the task does not shorten it. Says whether it has happened.
    @discardableResult func wait(within limit: Duration) async -> Bool {
        guard !isOpen else { return true }
        let ticket = nextTicket
        nextTicket += 1
        let timer = LoopTimer(after: limit) { self.letGo(ticket) }
        defer { timer.cancel() }
        await withCheckedContinuation { waiting[ticket] = $0 }
        return isOpen
    }

    private func letGo(_ ticket: Int) { waiting.removeValue(forKey: ticket)?.resume() }
}
