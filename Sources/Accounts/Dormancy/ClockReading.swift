internal import Domain

/// What the clocks say at one moment. The domain reads none itself.
public struct ClockReading: Sendable {
    /// The machine's own time, which whoever runs the machine can set: seconds since 1970.
    public let wall: Int64
    /// Seconds of a clock that nobody sets and that goes on while the machine sleeps; only its differences mean something.
    public let sinceBoot: Int64
    /// Between which moments the Tor network says it is; nil when tor does not know.
    public let consensus: ClosedRange<Int64>?

    /// The last second of the year 9999: later times are no times, and so no sum of two can overflow.
    static let latest: Int64 = 253_402_300_799

    /// A reading; times before 1970 and after 9999 are clamped.
    public init(wall: Int64, sinceBoot: Int64, consensus: ClosedRange<Int64>?) {
        self.wall = ClockReading.clamped(wall)
        self.sinceBoot = ClockReading.clamped(sinceBoot)
        self.consensus = consensus.map { ClockReading.clamped($0.lowerBound)...ClockReading.clamped($0.upperBound) }
    }

    private static func clamped(_ seconds: Int64) -> Int64 { min(max(seconds, 0), latest) }
}
