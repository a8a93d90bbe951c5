internal import Domain

/// The destructions that were begun in this run of the node, or before it, and are not at their end. Owned by ``Accounts``.
struct Destructions: Sendable {
    /// A destruction under way.
    struct Unfinished: Sendable {
        let destruction: Destruction
        /// What each holder said of its memory before the rows went: of the first try, since its steps took away what tells it.
        var traces: [any AccountTraces]?
    }

    var unfinished: [AccountID: Unfinished] = [:]
    /// How often the write-ahead log had to be emptied, and how often of these it was: between, old pages of a destroyed account may lie there.
    var emptyingsDue = 0
    var emptyingsDone = 0
    /// Whether a task tries again what is unfinished.
    var isTryingAgain = false

    /// Whether old pages may lie in the write-ahead log.
    var isLogToBeEmptied: Bool { emptyingsDone < emptyingsDue }
    /// Whether anything is left to be done.
    var isAnythingLeft: Bool { !unfinished.isEmpty || isLogToBeEmptied }

    /// Notes a destruction; the traces of an earlier try stay.
    mutating func begin(_ destruction: Destruction) {
        unfinished[destruction.account] = Unfinished(destruction: destruction, traces: unfinished[destruction.account]?.traces)
    }
}
