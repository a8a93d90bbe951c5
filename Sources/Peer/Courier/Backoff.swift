/// How long to wait before a destination is tried again: twice as long each time, give or take a half. A value; chance is an argument.
///
/// **Source** protocol §3.3, §9.9.
struct Backoff: Sendable {
    /// What kind of failure the wait is for.
    enum Pace: Equatable, Sendable {
        /// An accident on the way: the wait grows, but stays within minutes.
        case soon
        /// The other node is away or unwell.
        case later
    }

    /// The longest wait after an accident on the way: it says nothing about the other node.
    static let longestAfterAccident: Duration = .seconds(300)

    private let first: Duration
    private let longest: Duration
    private var next: Duration

    init(_ timing: PeerTiming) {
        first = timing.firstRetry
        longest = timing.longestRetry
        next = timing.firstRetry
    }

    /// The next wait: its step, ±50 %.
    mutating func wait(_ pace: Pace, chance: PeerChance) -> Duration {
        if pace == .soon { next = min(next, Self.longestAfterAccident) }
        let step = next
        next = min(next * 2, longest)
        return chance.duration(from: step / 2, to: step * 3 / 2)
    }

    /// Starts again with the shortest wait.
    mutating func reset() { next = first }
}
