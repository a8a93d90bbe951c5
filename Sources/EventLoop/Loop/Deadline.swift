/// A moment by which a wait of several parts has to end, or never.
struct Deadline: Sendable {
    private let moment: ContinuousClock.Instant?

    /// `limit` from now; nil for never.
    init(after limit: Duration?) {
        moment = limit.map { ContinuousClock.now + $0 }
    }

    /// How long is left, nil for ever. Not below zero: what is late by then ends at once.
    var remaining: Duration? { moment.map { max(.zero, ContinuousClock.now.duration(to: $0)) } }
}
