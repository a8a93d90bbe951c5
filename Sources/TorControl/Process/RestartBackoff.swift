/// How long to wait before tor is started, or connected to, again: 1 s doubling to 60 s, with jitter.
///
/// **Limits** between half a second and 60 s.
struct RestartBackoff: Sendable {
    /// 1 s: a tor that was just killed is back before a person notices.
    static let firstDelay = Duration.seconds(1)
    /// 60 s: a tor that can't start costs next to nothing, and comes back within a minute of being mended.
    static let maximumDelay = Duration.seconds(60)

    private var failureCount = 0

    /// The next delay; `random` is any 64 random bits, and moves it by ±50 %.
    mutating func next(random: UInt64) -> Duration {
        let base = Self.firstDelay * (1 << min(failureCount, 6))
        failureCount += 1
        let thousandths = 500 + Int(random % 1_000)
        return min(min(base, Self.maximumDelay) * thousandths / 1_000, Self.maximumDelay)
    }

    /// All was well for long enough: begin at the first delay again.
    mutating func reset() { failureCount = 0 }
}
