/// Compiled statements by their text, at most a fixed number: the one not used for longest makes room.
struct StatementCache {
    /// A class, so that a use is one look-up.
    private final class Entry {
        let statement: Statement
        var lastUse: UInt64

        init(statement: Statement, lastUse: UInt64) {
            self.statement = statement
            self.lastUse = lastUse
        }
    }

    private var entries: [String: Entry] = [:]
    private var useCount: UInt64 = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// How many statements are kept.
    var count: Int { entries.count }

    /// The statement for `text`, compiled with `compile` if it is not kept.
    mutating func statement(_ text: String, compile: () throws(StoreError) -> Statement) throws(StoreError) -> Statement {
        useCount += 1
        if let entry = entries[text] {
            entry.lastUse = useCount
            return entry.statement
        }
        let statement = try compile()
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
        }
        entries[text] = Entry(statement: statement, lastUse: useCount)
        return statement
    }

    /// Lets go of all.
    mutating func removeAll() { entries = [:] }
}
