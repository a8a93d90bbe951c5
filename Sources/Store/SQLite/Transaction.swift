/// What a body does its work with: one atomic change, or one look at one state of the database.
///
/// Only the body that it is given to may use it, while it runs; a body cannot wait for anything, so nothing else happens
/// meanwhile. It is not `Sendable` and stays on the store's thread.
/// **Errors** every call throws ``StoreError``. A body may catch one and go on (the statement that failed changed nothing),
/// but when SQLite had to give up the whole transaction, every further call throws and nothing is kept.
public final class Transaction {
    /// Nil once the body has ended.
    private var connection: Connection?
    private let mode: Authorizer.Mode
    private let mayWrite: Bool
    /// Why SQLite gave up the whole transaction while this body ran.
    private(set) var loss: StoreError?

    init(_ connection: Connection, mode: Authorizer.Mode = .body, mayWrite: Bool) {
        self.connection = connection
        self.mode = mode
        self.mayWrite = mayWrite
    }

    /// Runs a statement; rows that it gives are dropped.
    public func execute(_ sql: SQL) throws(StoreError) { try run(sql) { _ in } }

    /// All rows of a query.
    ///
    /// **Limits** 100,000 rows; a query that may have many says LIMIT.
    public func rows(_ sql: SQL) throws(StoreError) -> [Row] {
        var rows: [Row] = []
        try run(sql) { (row) throws(StoreError) in
            guard rows.count < Limits.rowsPerQuery else { throw .misuse(.tooManyRows) }
            rows.append(row)
        }
        return rows
    }

    /// The first row of a query; nil when there is none. The query should not have more: they are read and dropped.
    public func row(_ sql: SQL) throws(StoreError) -> Row? {
        var first: Row?
        try run(sql) { row in if first == nil { first = row } }
        return first
    }

    /// The row id that the last successful INSERT made; 0 after the body has ended.
    public var lastInsertedRowID: Int64 { connection?.lastInsertedRowID ?? 0 }

    /// How many rows the last INSERT, UPDATE or DELETE changed; 0 after the body has ended.
    public var changeCount: Int { connection?.changeCount ?? 0 }

    /// Ends the body's time; whoever kept the object gets errors from now on.
    func end() { connection = nil }

    private func run(_ sql: SQL, _ receive: (Row) throws(StoreError) -> Void) throws(StoreError) {
        guard let connection else { throw .misuse(.transactionEnded) }
        if let loss { throw loss }
        do throws(StoreError) {
            try connection.run(sql, for: mode, mayWrite: mayWrite, receive)
        } catch {
            if connection.isAutocommitting { loss = error }
            throw error
        }
    }
}
