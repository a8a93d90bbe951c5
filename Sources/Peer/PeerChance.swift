import Crypto

/// The chance of this module, as an argument.
public struct PeerChance: Sendable {
    /// A number below its argument, each as likely as the others.
    public let below: @Sendable (UInt64) -> UInt64

    /// A chance of one function.
    public init(below: @escaping @Sendable (UInt64) -> UInt64) { self.below = below }

    /// The system's randomness.
    public static let system = PeerChance { Random.integer(below: $0) }

    /// A time from `shortest` to `longest`, to the millisecond.
    func duration(from shortest: Duration, to longest: Duration) -> Duration {
        let span = (longest - shortest) / .milliseconds(1)
        guard span >= 1 else { return shortest }
        return shortest + .milliseconds(Int64(below(UInt64(span) + 1)))
    }
}
