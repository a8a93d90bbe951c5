internal import EventLoop

/// What a live page waits for, merged into one wait: at most one of each kind is held, so nothing piles up.
@Loop final class LiveEvents {
    /// What happened.
    enum Event: Equatable {
        /// The page has to end.
        case ending(StreamEnding)
        /// The browser has gone.
        case gone
        /// Something in the conversation changed.
        case changed
        /// It is time for a sign of life.
        case beat
    }

    private var ending: StreamEnding?
    private var isGone = false
    private var hasChanged = false
    private var isBeatDue = false
    private var waiter: CheckedContinuation<Void, Never>?

    /// Reports an event; it wakes the page.
    func report(_ event: Event) {
        switch event {
        case .ending(let reason): ending = ending ?? reason
        case .gone: isGone = true
        case .changed: hasChanged = true
        case .beat: isBeatDue = true
        }
        waiter?.resume()
        waiter = nil
    }

    /// The next event, the gravest first. One page waits here, never two.
    func next() async -> Event {
        while true {
            if isGone { return .gone }
            if let ending { return .ending(ending) }
            if hasChanged {
                hasChanged = false
                return .changed
            }
            if isBeatDue {
                isBeatDue = false
                return .beat
            }
            await withCheckedContinuation { continuation in
                // A task that does not prefer the loop is enqueued anew on its way here, and an event may overtake it.
                if hasEvent { continuation.resume() } else { waiter = continuation }
            }
        }
    }

    private var hasEvent: Bool { isGone || ending != nil || hasChanged || isBeatDue }
}
