internal import Domain

/// Whose mail waits to be opened, and which jobs open it: one for each member at most. Owned by ``Mail``.
struct Openings: Sendable {
    /// Accounts for which something waits unopened.
    var pending: Set<AccountID>
    /// The job of each account that has one.
    var jobs: [AccountID: Task<Void, Never>] = [:]
}
