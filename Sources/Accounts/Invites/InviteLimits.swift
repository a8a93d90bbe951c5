internal import Domain

/// Every cap of invites, each with its reason.
public enum InviteLimits {
    /// Two weeks are enough to get a code to somebody and for them to use it.
    public static let defaultDays = 14
    /// A code that lies about for longer than a year is forgotten by whoever made it, not by whoever finds it.
    public static let maximumDays = 365
    /// A page of codes: nobody hands out more at a time.
    public static let atOnce = 100
    /// More waiting codes than a node of a small community has members; it bounds the table, and what a guesser could hit.
    public static let unused = 1000
    /// Used and expired invites are listed so many days after their end, for the operator to look up what became of them.
    static let keptDays: UInt32 = 30
    /// The most invites that are kept, used and expired ones included: the oldest of these go first.
    static let kept = 2000
}
