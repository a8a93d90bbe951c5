internal import Domain
internal import Store

/// The settings in the database: a row for each that was set, none for a default, so that a better default reaches old nodes.
///
/// They are no secret: the operator chose them, and members see what follows from them.
enum SettingTable {
    static let migration = Migration(
        "0003 settings",
        ["CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"])

    /// What is stored, over the defaults.
    static func load(in transaction: Transaction) throws -> NodeSettings {
        var settings = NodeSettings()
        var unknownCount = 0
        for row in try transaction.rows("SELECT key, value FROM setting ORDER BY key") {
            guard let key = SettingKey(rawValue: try row.text(0)) else {
                unknownCount += 1
                continue
            }
            guard key.entry.field.take(try row.text(1), in: &settings) else { throw SettingError.storedValueUnreadable(key) }
        }
        // Not passed over in silence: a limit that a newer version keeps would be lifted.
        guard unknownCount == 0 else { throw SettingError.storedKeysUnknown(count: unknownCount) }
        return settings
    }

    /// Keeps `text` for `key`, or nothing for its default. It looks at no other row: so a row that can't be read is put right.
    static func set(_ key: SettingKey, to text: String, in transaction: Transaction) throws {
        var wanted = NodeSettings()
        try wanted.set(key, to: text)
        try transaction.execute("DELETE FROM setting WHERE key = \(key.rawValue)")
        if text != SettingKey.defaultWord {
            try transaction.execute("INSERT INTO setting(key, value) VALUES (\(key.rawValue), \(wanted.text(of: key)))")
        }
    }
}
