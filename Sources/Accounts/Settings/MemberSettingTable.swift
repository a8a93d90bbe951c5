internal import Domain
internal import Store

/// What members have chosen for themselves: a row for each who ever chose, sealed under the account's key; it goes with the account.
enum MemberSettingTable {
    static let migration = Migration(
        "0013 member settings",
        [
            """
            CREATE TABLE member_setting(
                account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
                sealed BLOB NOT NULL
            ) STRICT
            """
        ])

    /// What `account` has chosen; the defaults when it never did.
    ///
    /// **Errors** the seal is broken, or a newer version wrote it: a choice that can't be read is not passed over in silence.
    static func settings(of account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> MemberSettings {
        guard let row = try transaction.row("SELECT sealed FROM member_setting WHERE account = \(account.row)") else {
            return MemberSettings()
        }
        return try MemberSettings(decoding: key.records.open(row.bytes(0), at: place(account)))
    }

    static func keep(_ settings: MemberSettings, of account: AccountID, _ key: AccountKey, in transaction: Transaction) throws {
        let sealed = try key.records.seal(settings.encode(), at: place(account))
        try transaction.execute(
            """
            INSERT INTO member_setting(account, sealed) VALUES (\(account.row), \(sealed))
            ON CONFLICT(account) DO UPDATE SET sealed = excluded.sealed
            """)
    }

    private static func place(_ account: AccountID) -> RecordPlace {
        RecordPlace(table: "member_setting", row: account.row, column: "sealed")
    }
}
