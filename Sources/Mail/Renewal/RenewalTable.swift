internal import Crypto
internal import Domain
internal import Store

/// What is kept of renewals, beside the connections and queues that they belong to.
enum RenewalTable {
    static let migration = Migration(
        "0009 renewal",
        [
            "ALTER TABLE connection ADD COLUMN renewal BLOB",
            // Told in MARKED while the member is logged out.
            "ALTER TABLE incoming_queue ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0",
            // What MARKED told: an offer must be of a later one.
            "ALTER TABLE outgoing_queue ADD COLUMN peer_epoch INTEGER NOT NULL DEFAULT 0",
        ])

    /// The keys of `connection` have to be renewed when its member is next here. One that is broken stays so.
    static func require(_ connection: ConnectionID, in transaction: Transaction) throws {
        let (due, broken) = (ConnectionTable.Standing.renewalDue.rawValue, ConnectionTable.Standing.broken.rawValue)
        try transaction.execute("UPDATE connection SET state = \(due) WHERE id = \(connection.row) AND state != \(broken)")
    }

    /// The connections of `account` that a renewal is due for, or offered.
    static func renewing(of account: AccountID, in transaction: Transaction) throws -> [ConnectionID] {
        let due = ConnectionTable.Standing.renewalDue.rawValue
        return try transaction.rows("SELECT id FROM connection WHERE account = \(account.row) AND state >= \(due)").map {
            ConnectionID(row: try $0.integer(0))
        }
    }

    static func state(of id: ConnectionID, _ key: AccountKey, in transaction: Transaction) throws -> RenewalState {
        guard let sealed = try transaction.row("SELECT renewal FROM connection WHERE id = \(id.row)")?.optionalBytes(0) else {
            return RenewalState()
        }
        return try RenewalState(decoding: key.records.open(sealed, at: place(id)))
    }

    /// Keeps what this side began, and how the connection stands.
    static func keep(
        _ state: RenewalState, _ standing: ConnectionTable.Standing, of id: ConnectionID, _ key: AccountKey, in transaction: Transaction
    ) throws {
        let sealed = try key.records.seal(state.encode(), at: place(id))
        try transaction.execute("UPDATE connection SET renewal = \(sealed), state = \(standing.rawValue) WHERE id = \(id.row)")
    }

    /// The epoch that the queues of `connection` tell.
    static func tell(_ epoch: UInt32, for connection: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE incoming_queue SET epoch = \(Int64(epoch)) WHERE connection = \(connection.row)")
    }

    private static func place(_ id: ConnectionID) -> RecordPlace { RecordPlace(table: "connection", row: id.row, column: "renewal") }
}
