internal import Crypto
internal import Domain
internal import Store

/// Takes an account out of the database.
///
/// Every table that holds something of an account reaches `account` by foreign keys that cascade: what is not named here goes with the account's row,
/// and no row can be written for an account that is gone. A test reads the schema and finds a table that does not.
enum VanishingRows {
    /// The account's page of `erase.bin`; nil when the account is gone, or a shell.
    static func page(of account: AccountID, in transaction: Transaction) throws -> Int? {
        try transaction.row("SELECT page FROM account WHERE id = \(account.row)")?.optionalInteger(0).map { Int(clamping: $0) }
    }

    /// Takes away what others could meet: its card and its passwords.
    static func deleteStanding(of account: AccountID, in transaction: Transaction) throws {
        let id = account.row
        let slots = PasswordSlots.random()
        try transaction.execute(
            "UPDATE account SET first_slot = \(slots.first), second_slot = \(slots.second), card = NULL, record = NULL WHERE id = \(id)")
    }

    /// Takes away the account with all that is left of it, and leaves a shell in its place if the name is to stay taken.
    ///
    /// The shell has an id of its own, so that nothing tells what the account's was: pseudonyms come of it. Only the name's indexes,
    /// the cost of a password and the last day are the account's. It has no page: what it stands for is marked on the one where the account was.
    static func deleteAccount(_ account: AccountID, keepsName: Bool, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        let row = try transaction.row(
            """
            SELECT name_index, skeleton_index, memory_kib, passes, lanes, threads, last_day FROM account WHERE id = \(account.row)
            """)
        guard let row else { return }
        try transaction.execute("DELETE FROM account WHERE id = \(account.row)")
        guard keepsName else { return }
        let shell = AccountID.random().row
        // A day that can't be read stays one that can't be read: dormancy puts another in its place.
        let day = try? nodeKey.records.open(row.bytes(6), at: AccountTable.place(account.row, "last_day"))
        let sealedDay = try day.map { try nodeKey.records.seal($0, at: AccountTable.place(shell, "last_day")) } ?? row.bytes(6)
        let slots = PasswordSlots.random()
        try transaction.execute(
            """
            INSERT INTO account(id, name_index, skeleton_index, memory_kib, passes, lanes, threads, salt, first_slot, second_slot, half,
                last_day)
            VALUES (\(shell), \(row.bytes(0)), \(row.bytes(1)), \(row.integer(2)), \(row.integer(3)), \(row.integer(4)), \(row.integer(5)),
                \(Random.bytes(16)), \(slots.first), \(slots.second), 0, \(sealedDay))
            """)
    }
}
