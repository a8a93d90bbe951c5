internal import Bytes
package import Crypto
package import Store

/// The accounts in the database.
///
/// Names are blind indexes; the record is sealed under the account key, the card and the last day under the node key.
package enum AccountTable {
    package static let migration = Migration(
        "0002 accounts",
        [
            """
            CREATE TABLE account(
                id INTEGER PRIMARY KEY,
                name_index BLOB NOT NULL UNIQUE,
                skeleton_index BLOB NOT NULL UNIQUE,
                memory_kib INTEGER NOT NULL, passes INTEGER NOT NULL, lanes INTEGER NOT NULL, threads INTEGER NOT NULL,
                salt BLOB NOT NULL,
                first_slot BLOB NOT NULL, second_slot BLOB NOT NULL,
                page INTEGER UNIQUE, half INTEGER NOT NULL,
                wipes_half INTEGER NOT NULL DEFAULT 0,
                last_day BLOB NOT NULL,
                card BLOB,
                record BLOB
            ) STRICT
            """,
            // Whose other half of its page is still to be wiped after a change of passwords.
            "CREATE INDEX account_wipes_half ON account(id) WHERE wipes_half = 1",
            // How many there are: to count them, SQLite would go through all.
            "CREATE TABLE account_count(id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT",
            "INSERT INTO account_count(id, number) VALUES (1, 0)",
            "CREATE TRIGGER account_comes AFTER INSERT ON account BEGIN UPDATE account_count SET number = number + 1; END",
            "CREATE TRIGGER account_goes AFTER DELETE ON account BEGIN UPDATE account_count SET number = number - 1; END",
        ])

    /// What a login needs.
    package struct Credentials: Sendable {
        package let id: AccountID
        package let parameters: Argon2id.Parameters
        package let salt: [UInt8]
        package let slots: PasswordSlots
        /// The page of `erase.bin`; nil for a shell, which has none.
        package let page: Int?
        package let half: Int

        package init(id: AccountID, parameters: Argon2id.Parameters, salt: [UInt8], slots: PasswordSlots, page: Int?, half: Int) {
            self.id = id
            self.parameters = parameters
            self.salt = salt
            self.slots = slots
            self.page = page
            self.half = half
        }
    }

    package static func credentials(of name: Username, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Credentials? {
        try credentials(of: TypedName(name), nodeKey, in: transaction)
    }

    /// The same for whatever was typed: of what is no username there are none.
    package static func credentials(of name: TypedName, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Credentials? {
        let row = try transaction.row(
            """
            SELECT id, memory_kib, passes, lanes, threads, salt, first_slot, second_slot, page, half
            FROM account WHERE name_index = \(nodeKey.index(of: name))
            """)
        guard let row else { return nil }
        return Credentials(
            id: AccountID(row: try row.integer(0)),
            parameters: try Argon2id.Parameters(
                memoryKiB: UInt32(clamping: try row.integer(1)), passes: UInt32(clamping: try row.integer(2)),
                lanes: UInt32(clamping: try row.integer(3)), threads: UInt32(clamping: try row.integer(4))),
            salt: try row.bytes(5), slots: PasswordSlots(first: try row.bytes(6), second: try row.bytes(7)),
            page: try row.optionalInteger(8).map { Int(clamping: $0) }, half: Int(clamping: try row.integer(9)))
    }

    package static func isTaken(_ name: Username, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM account
            WHERE name_index = \(nodeKey.index(of: name)) OR skeleton_index = \(nodeKey.skeletonIndex(of: name))
            """) != nil
    }

    package static func insert(
        _ account: Credentials, name: Username, record: AccountRecord, card: [UInt8], key: AccountKey, day: UnixDay, _ nodeKey: NodeKey,
        in transaction: Transaction
    ) throws {
        let id = account.id.row
        let cost = account.parameters
        let sealedDay = try nodeKey.records.seal(bytes(of: day), at: place(id, "last_day"))
        let sealedCard = try nodeKey.records.seal(card, at: place(id, "card"))
        let sealedRecord = try key.records.seal(record.encode(), at: place(id, "record"))
        try transaction.execute(
            """
            INSERT INTO account(id, name_index, skeleton_index, memory_kib, passes, lanes, threads, salt, first_slot, second_slot, page, half,
                last_day, card, record)
            VALUES (\(id), \(nodeKey.index(of: name)), \(nodeKey.skeletonIndex(of: name)),
                \(Int64(cost.memoryKiB)), \(Int64(cost.passes)), \(Int64(cost.lanes)), \(Int64(cost.threads)),
                \(account.salt), \(account.slots.first), \(account.slots.second), \(orNull: account.page), \(account.half),
                \(sealedDay), \(sealedCard), \(sealedRecord))
            """)
    }

    package static func record(of account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> AccountRecord? {
        guard let row = try transaction.row("SELECT record FROM account WHERE id = \(account.row) AND record IS NOT NULL") else {
            return nil
        }
        return try AccountRecord(decoding: key.records.open(row.bytes(0), at: place(account.row, "record")))
    }

    /// Whether `account` is there and was not destroyed.
    package static func isLive(_ account: AccountID, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT 1 FROM account WHERE id = \(account.row) AND record IS NOT NULL") != nil
    }

    /// Keeps a changed record together with its new card and the day of the login.
    package static func update(
        _ account: AccountID, record: AccountRecord, card: [UInt8]?, key: AccountKey, day: UnixDay, _ nodeKey: NodeKey,
        in transaction: Transaction
    ) throws {
        let id = account.row
        let sealedDay = try nodeKey.records.seal(bytes(of: day), at: place(id, "last_day"))
        try transaction.execute("UPDATE account SET last_day = \(sealedDay) WHERE id = \(id)")
        guard let card else { return }
        let sealedCard = try nodeKey.records.seal(card, at: place(id, "card"))
        let sealedRecord = try key.records.seal(record.encode(), at: place(id, "record"))
        try transaction.execute("UPDATE account SET card = \(sealedCard), record = \(sealedRecord) WHERE id = \(id)")
    }

    /// The card served for `name`, with the account's id; nil when there is none.
    package static func card(of name: Username, _ nodeKey: NodeKey, in transaction: Transaction) throws -> (
        account: AccountID, card: [UInt8]
    )? {
        let row = try transaction.row("SELECT id, card FROM account WHERE name_index = \(nodeKey.index(of: name)) AND card IS NOT NULL")
        guard let row else { return nil }
        let id = try row.integer(0)
        return (AccountID(row: id), try nodeKey.records.open(row.bytes(1), at: place(id, "card")))
    }

    /// Whether an account has this page of `erase.bin`.
    package static func hasPage(_ page: Int, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT 1 FROM account WHERE page = \(page)") != nil
    }

    /// How many accounts there are, and shells that keep a name.
    package static func count(in transaction: Transaction) throws -> Int {
        Int(clamping: try transaction.row("SELECT number FROM account_count")?.integer(0) ?? 0)
    }

    package static func place(_ id: Int64, _ column: StaticString) -> RecordPlace { RecordPlace(table: "account", row: id, column: column) }

    package static func bytes(of day: UnixDay) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt32(bitPattern: day.count))
        return writer.bytes
    }
}
