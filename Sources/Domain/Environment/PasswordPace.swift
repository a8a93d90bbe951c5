/// When the answer to a password goes out: never when the work is done, always at a whole tick after the question.
///
/// **Source** protocol §11.2: the least multiple of 250 ms that is at least twice the evaluation measured at start. When the work took longer, because
/// others were at work too, the next multiple.
public struct PasswordPace: Sendable {
    /// Coarser than what a network tells of a node's work, finer than what a person minds.
    public static let tick = Duration.milliseconds(250)

    /// No answer goes out sooner.
    package let least: Duration
    /// The time on a clock that only goes forward.
    package let instant: @Sendable () -> ContinuousClock.Instant
    private let pause: @Sendable (Duration) async -> Void

    /// A pace for a node on which an evaluation takes `evaluation`; `pause` returns after that long.
    public init(
        evaluation: Duration, instant: @escaping @Sendable () -> ContinuousClock.Instant,
        pause: @escaping @Sendable (Duration) async -> Void
    ) {
        least = PasswordPace.ticks(atLeast: evaluation * 2)
        self.instant = instant
        self.pause = pause
    }

    /// Returns when the answer to a question that came at `start` may go out.
    package func wait(since start: ContinuousClock.Instant) async {
        let elapsed = start.duration(to: instant())
        await pause(max(least, PasswordPace.ticks(atLeast: elapsed)) - elapsed)
    }

    /// The least multiple of the tick, at least one, that is not below `duration`.
    private static func ticks(atLeast duration: Duration) -> Duration {
        let whole = Int(duration / tick)
        return tick * max(1, tick * whole < duration ? whole + 1 : whole)
    }

    /// For tests and measurements of what comes before the wait: no wait at all.
    package static let immediate = PasswordPace(evaluation: .zero, instant: { .now }, pause: { _ in })
}
