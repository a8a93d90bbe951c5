import Glibc

/// The two clocks of this module, as arguments: certificates are judged by the calendar, waits by a clock that only runs.
public struct PeerClock: Sendable {
    /// Seconds since 1970.
    public let unixSeconds: @Sendable () -> Int64
    /// Time since some moment before; it never goes back.
    public let elapsed: @Sendable () -> Duration

    /// A clock of two functions.
    public init(unixSeconds: @escaping @Sendable () -> Int64, elapsed: @escaping @Sendable () -> Duration) {
        self.unixSeconds = unixSeconds
        self.elapsed = elapsed
    }

    /// The machine's clocks.
    public static let system: PeerClock = {
        let start = ContinuousClock.now
        return PeerClock(unixSeconds: { Int64(time(nil)) }, elapsed: { ContinuousClock.now - start })
    }()
}
