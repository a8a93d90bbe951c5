import CSQLite

/// Every cap of the store, each with its reason.
enum Limits {
    /// The largest value and the largest row: above the largest ratchet session (2,000 skipped keys, about 200 KB) and far
    /// below what would hurt a small machine.
    static let valueByteCount = 4 << 20
    /// The longest statement; ours are a hundredth of it.
    static let statementByteCount = 100_000
    /// Rows of one query: a query that forgot its LIMIT fails in a test instead of eating the node's memory.
    static let rowsPerQuery = 100_000
    /// Prepared statements that are kept: more than the node has, so that each is compiled once, and still a bound.
    static let cachedStatements = 256
    /// Pieces of work that share one commit: bounds how long the first of them waits for the last.
    static let batch = 256
    /// Pieces of work that wait: one more is refused, so that a flood cannot fill the memory with closures.
    static let waitingWork = 16_384
    /// How long the store's thread waits for a lock; only a backup or an operator's tool ever holds one.
    static let busyTimeoutMilliseconds: Int32 = 2_000
    /// What the write-ahead log may keep on the disk after a checkpoint: a burst's space is given back.
    static let logByteCount = 4 << 20

    /// What SQLite itself refuses to go over, for each connection; what ours need, with room.
    ///
    /// **Source** sqlite.org/security.html §1.2.
    static let connection: [(category: Int32, value: Int)] = [
        (SQLITE_LIMIT_LENGTH, valueByteCount),
        (SQLITE_LIMIT_SQL_LENGTH, statementByteCount),
        (SQLITE_LIMIT_COLUMN, 100),
        (SQLITE_LIMIT_EXPR_DEPTH, 100),
        (SQLITE_LIMIT_COMPOUND_SELECT, 10),
        (SQLITE_LIMIT_VDBE_OP, 25_000),
        (SQLITE_LIMIT_FUNCTION_ARG, 16),
        (SQLITE_LIMIT_ATTACHED, 0),
        (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256),
        (SQLITE_LIMIT_VARIABLE_NUMBER, 256),
        (SQLITE_LIMIT_TRIGGER_DEPTH, 10),
        (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
}
