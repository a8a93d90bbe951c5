internal import Crypto
internal import Store

/// Takes an account out of the database.
///
/// Every table that holds something of an account reaches `account` by foreign keys that cascade: what is not named here goes with the account's row,
/// and no row can be written for an account that is gone. A test reads the schema and finds a table that does not.
enum VanishingRows {
    /// The account's page of `erase.bin`; nil when the account is gone.
    static func page(of account: RecordID, in transaction: Transaction) throws -> Int? {
        try transaction.row("SELECT page FROM account WHERE id = \(account.row)").map { Int(clamping: try $0.integer(0)) }
    }

    /// Takes away what others could meet: its card, its passwords, the queues it receives on, the requests and denials.
    static func deleteStanding(of account: RecordID, in transaction: Transaction) throws {
        let id = account.row
        let slots = PasswordSlots.random()
        try transaction.execute(
            "UPDATE account SET first_slot = \(slots.first), second_slot = \(slots.second), card = NULL, record = NULL WHERE id = \(id)")
        // A queue without its key is found by nobody; what waits in it goes piece by piece.
        try transaction.execute("UPDATE incoming_queue SET queue = randomblob(16), key = zeroblob(0) WHERE account = \(id)")
        try transaction.execute("UPDATE outgoing_queue SET is_stopped = 1 WHERE account = \(id)")
        try transaction.execute("DELETE FROM incoming_request WHERE account = \(id)")
        try transaction.execute("DELETE FROM outgoing_request WHERE account = \(id)")
        try transaction.execute("DELETE FROM denial WHERE account = \(id)")
    }

    /// Takes away at most `limit` envelopes of each direction; false when none are left.
    static func deleteMail(of account: RecordID, limit: Int, in transaction: Transaction) throws -> Bool {
        let id = account.row
        try transaction.execute(
            """
            DELETE FROM inbox WHERE id IN (SELECT inbox.id FROM incoming_queue JOIN inbox ON inbox.queue = incoming_queue.id
                WHERE incoming_queue.account = \(id) LIMIT \(limit))
            """)
        let received = transaction.changeCount
        try transaction.execute(
            """
            DELETE FROM outbox WHERE id IN (SELECT outbox.id FROM outgoing_queue JOIN outbox ON outbox.queue = outgoing_queue.id
                WHERE outgoing_queue.account = \(id) LIMIT \(limit))
            """)
        return received + transaction.changeCount > 0
    }

    /// Takes away at most `limit` messages; false when none are left.
    static func deleteHistory(of account: RecordID, limit: Int, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            DELETE FROM message WHERE id IN (SELECT message.id FROM connection JOIN message ON message.connection = connection.id
                WHERE connection.account = \(account.row) LIMIT \(limit))
            """)
        return transaction.changeCount > 0
    }

    /// Takes away the account with all that is left of it, and leaves a shell in its place if the name is to stay taken.
    ///
    /// The shell has an id of its own, so that nothing tells what the account's was: pseudonyms come of it. Only the name's indexes, the page,
    /// the cost of a password and the last day are the account's.
    static func deleteAccount(_ account: RecordID, keepsName: Bool, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        let row = try transaction.row(
            """
            SELECT name_index, skeleton_index, memory_kib, passes, lanes, threads, page, last_day FROM account WHERE id = \(account.row)
            """)
        guard let row else { return }
        try transaction.execute("DELETE FROM account WHERE id = \(account.row)")
        guard keepsName else { return }
        let shell = RecordID.random().row
        // A day that can't be read stays one that can't be read: dormancy puts another in its place.
        let day = try? nodeKey.records.open(row.bytes(7), at: AccountTable.place(account.row, "last_day"))
        let sealedDay = try day.map { try nodeKey.records.seal($0, at: AccountTable.place(shell, "last_day")) } ?? row.bytes(7)
        let slots = PasswordSlots.random()
        try transaction.execute(
            """
            INSERT INTO account(id, name_index, skeleton_index, memory_kib, passes, lanes, threads, salt, first_slot, second_slot, page, half,
                last_day)
            VALUES (\(shell), \(row.bytes(0)), \(row.bytes(1)), \(row.integer(2)), \(row.integer(3)), \(row.integer(4)), \(row.integer(5)),
                \(Random.bytes(16)), \(slots.first), \(slots.second), \(row.integer(6)), 0, \(sealedDay))
            """)
    }
}
