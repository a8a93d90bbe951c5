internal import Bytes
internal import Domain
internal import Store

/// What dormancy keeps in the database: one row with ``ServedDays``, and each account's last day, all sealed under the node key.
enum DormancyTable {
    static let migration = Migration(
        "0004 served days", ["CREATE TABLE served_days(id INTEGER PRIMARY KEY CHECK (id = 1), state BLOB NOT NULL) STRICT"])

    /// Accounts that one transaction looks at: some milliseconds of the store's thread.
    static let step = 256

    /// An account's last day, as found.
    struct LastDay: Sendable {
        let account: AccountID
        /// Nil when it can't be read.
        let day: UnixDay?
    }

    /// What was kept; nil for nothing, or nothing that opens: then counting begins anew, which deletes nobody.
    static func servedDays(_ nodeKey: NodeKey, in transaction: Transaction) throws -> ServedDays? {
        guard let row = try transaction.row("SELECT state FROM served_days WHERE id = 1") else { return nil }
        let sealed = try row.bytes(0)
        return try? ServedDays(decoding: nodeKey.records.open(sealed, at: place))
    }

    static func keep(_ served: ServedDays, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        let sealed = try nodeKey.records.seal(served.encode(), at: place)
        try transaction.execute(
            "INSERT INTO served_days(id, state) VALUES (1, \(sealed)) ON CONFLICT(id) DO UPDATE SET state = excluded.state")
    }

    /// The last days of the ``step`` accounts that follow `account`.
    static func lastDays(after account: AccountID?, _ nodeKey: NodeKey, in transaction: Transaction) throws -> [LastDay] {
        try transaction.rows("SELECT id, last_day FROM account WHERE id > \(account?.row ?? -1) ORDER BY id LIMIT \(step)").map { row in
            try lastDay(row, nodeKey)
        }
    }

    /// Puts a later day in the place of each account's last day; one that is as late, or can't be read, stays.
    static func raise(_ days: [AccountID: UnixDay], _ nodeKey: NodeKey, in transaction: Transaction) throws {
        for (account, day) in days {
            guard let kept = try lastDay(of: account, nodeKey, in: transaction)?.day, kept < day else { continue }
            try set(day, of: account, nodeKey, in: transaction)
        }
    }

    /// Takes the served day for the last day of `account`, which can't be one, unless that has changed.
    static func mend(_ account: AccountID, by served: ServedDays, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        guard let found = try lastDay(of: account, nodeKey, in: transaction), served.verdict(on: found.day) == .damaged else { return }
        try set(served.today, of: account, nodeKey, in: transaction)
    }

    /// Closes `account` to log-ins, if it is still due: from here on either a log-in has written a later day, or it finds the account closed.
    static func close(_ account: AccountID, by served: ServedDays, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Bool {
        guard let found = try lastDay(of: account, nodeKey, in: transaction), served.verdict(on: found.day) == .goes else { return false }
        try transaction.execute("UPDATE account SET card = NULL, record = NULL WHERE id = \(account.row)")
        return true
    }

    private static func set(_ day: UnixDay, of account: AccountID, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        let sealed = try nodeKey.records.seal(AccountTable.bytes(of: day), at: AccountTable.place(account.row, "last_day"))
        try transaction.execute("UPDATE account SET last_day = \(sealed) WHERE id = \(account.row)")
    }

    private static func lastDay(of account: AccountID, _ nodeKey: NodeKey, in transaction: Transaction) throws -> LastDay? {
        try transaction.row("SELECT id, last_day FROM account WHERE id = \(account.row)").map { try lastDay($0, nodeKey) }
    }

    private static func lastDay(_ row: Row, _ nodeKey: NodeKey) throws -> LastDay {
        let account = AccountID(row: try row.integer(0))
        let sealed = try row.bytes(1)
        return LastDay(account: account, day: try? day(nodeKey.records.open(sealed, at: AccountTable.place(account.row, "last_day"))))
    }

    private static func day(_ bytes: [UInt8]) throws -> UnixDay {
        var reader = ByteReader(bytes)
        let day = UnixDay(count: Int32(bitPattern: try reader.readUInt32()))
        try reader.finish()
        return day
    }

    private static var place: RecordPlace { RecordPlace(table: "served_days", row: 1, column: "state") }
}
