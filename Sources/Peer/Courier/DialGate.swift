import EventLoop

/// Lets a few through at a time, in the order they came: a node with mail for a thousand others does not dial them all at once.
@Loop final class DialGate {
    private let limit: Int
    private var insideCount = 0
    private var waiting: [Promise<Void>] = []

    init(limit: Int) { self.limit = limit }

    /// Waits for a place inside.
    func enter() async {
        guard insideCount >= limit else { return insideCount += 1 }
        let turn = Promise<Void>()
        waiting.append(turn)
        await turn.wait()
    }

    /// Gives the place to the next.
    func leave() {
        if waiting.isEmpty { insideCount -= 1 } else { waiting.removeFirst().fulfil(()) }
    }
}
