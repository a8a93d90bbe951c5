/// Brings a database's schema up to date; lives on the store's thread for one call.
struct Migrator {
    let connection: Connection

    private struct Record {
        let name: String
        let digest: [UInt8]
    }

    /// Runs those of `migrations` that the database has no record of.
    func run(_ migrations: [Migration]) throws(StoreError) {
        try refuseRepetition(in: migrations)
        let records = try records()
        try check(records, against: migrations)
        for (offset, migration) in migrations.enumerated().dropFirst(records.count) {
            try atomically { (transaction) throws(StoreError) in
                for statement in migration.statements { try transaction.execute(statement) }
                try transaction.execute(
                    "INSERT INTO migration(position, name, digest) VALUES (\(offset), \(migration.name), \(migration.digest))")
            }
        }
    }

    private func refuseRepetition(in migrations: [Migration]) throws(StoreError) {
        var names: Set<String> = []
        for migration in migrations where !names.insert(migration.name).inserted { throw .misuse(.repeatedMigration(migration.name)) }
    }

    private func records() throws(StoreError) -> [Record] {
        var records: [Record] = []
        try atomically { (transaction) throws(StoreError) in
            try transaction.execute(
                """
                CREATE TABLE IF NOT EXISTS migration(
                    position INTEGER PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE,
                    digest BLOB NOT NULL
                ) STRICT
                """)
            for row in try transaction.rows("SELECT name, digest FROM migration ORDER BY position") {
                records.append(Record(name: try row.text(0), digest: try row.bytes(1)))
            }
        }
        return records
    }

    /// The records must be the first of `migrations`, in order and unchanged.
    private func check(_ records: [Record], against migrations: [Migration]) throws(StoreError) {
        let known = Set(migrations.map(\.name))
        let unknownCount = records.count { !known.contains($0.name) }
        guard unknownCount == 0 else { throw .newerDatabase(unknownMigrations: unknownCount) }
        for (record, migration) in zip(records, migrations) {
            guard record.name == migration.name else { throw .reorderedMigration(migration.name) }
            guard record.digest == migration.digest else { throw .changedMigration(migration.name) }
        }
    }

    private func atomically(_ body: (Transaction) throws(StoreError) -> Void) throws(StoreError) {
        try connection.control("BEGIN IMMEDIATE")
        let transaction = Transaction(connection, mode: .migration, mayWrite: true)
        defer { transaction.end() }
        do throws(StoreError) {
            try body(transaction)
            try connection.control("COMMIT")
        } catch {
            if !connection.isAutocommitting { _ = try? connection.control("ROLLBACK") }
            throw error
        }
    }
}
