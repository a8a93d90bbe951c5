public import Domain

/// How it is with dormancy, for the operator.
public struct DormancyStatus: Sendable {
    /// Why the machine's clock is not believed, so that no account is deleted; nil when it is.
    public let doubt: ClockDoubt?
    /// After how many days without a log-in an account is deleted.
    public let days: Int
    /// When all accounts were last looked at; nil when not yet in this run.
    public let lastSweep: UnixMinute?
}
