import Testing

@testable import Store

@Suite struct MigrationTests {
    static let first = Migration("first", ["CREATE TABLE a(x)", "INSERT INTO a(x) VALUES (1)"])
    static let second = Migration("second", ["CREATE TABLE b(y)", "INSERT INTO b(y) SELECT x + 1 FROM a"])
    static let third = Migration("third", ["ALTER TABLE a ADD COLUMN z"])

    let directory = TemporaryDirectory()

    private func database() throws -> Database { try Database(path: directory.databasePath) }

    private func tables(_ database: Database) async throws -> [String] {
        try await database.read { try $0.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map { try $0.text(0) } }
    }

    @Test func `migrations run in order, once, also after a restart`() async throws {
        let database = try database()
        try await database.migrate([Self.first])
        try await database.migrate([Self.first, Self.second])
        try await database.migrate([Self.first, Self.second])
        try await database.close()
        let again = try self.database()
        try await again.migrate([Self.first, Self.second, Self.third])
        let sums = try await again.read { try $0.row("SELECT (SELECT sum(x) FROM a), (SELECT sum(y) FROM b), (SELECT count(z) FROM a)") }
        #expect(sums?.values == [.integer(1), .integer(2), .integer(0)])
    }

    @Test func `a migration that fails leaves neither its changes nor its record`() async throws {
        let database = try database()
        let broken = Migration("second", ["CREATE TABLE b(y)", "INSERT INTO nowhere(y) VALUES (1)"])
        await #expect(throws: StoreError.misuse(.invalidStatement("no such table: nowhere"))) {
            try await database.migrate([Self.first, broken])
        }
        #expect(try await tables(database) == ["a", "migration"])
        try await database.migrate([Self.first, Self.second])
        #expect(try await tables(database) == ["a", "b", "migration"])
    }

    @Test func `a database of a newer version is refused and left alone`() async throws {
        let database = try database()
        try await database.migrate([Self.first, Self.second, Self.third])
        await #expect(throws: StoreError.newerDatabase(unknownMigrations: 2)) { try await database.migrate([Self.first]) }
        await #expect(throws: StoreError.newerDatabase(unknownMigrations: 3)) {
            try await database.migrate([Migration("other", ["DROP TABLE a"])])
        }
        #expect(try await tables(database) == ["a", "b", "migration"])
    }

    @Test func `a migration whose statements changed after it was applied is refused`() async throws {
        let database = try database()
        try await database.migrate([Self.first])
        let changed = [
            Migration("first", ["CREATE TABLE a(x)", "INSERT INTO a(x) VALUES (2)"]),
            Migration("first", ["CREATE TABLE a(x)"]),
            Migration("first", ["CREATE TABLE a(x)INSERT INTO a(x) VALUES (1)"]),
        ]
        for migration in changed {
            await #expect(throws: StoreError.changedMigration("first")) { try await database.migrate([migration]) }
        }
    }

    @Test func `a migration cannot slip in before those that were applied`() async throws {
        let database = try database()
        try await database.migrate([Self.first, Self.third])
        await #expect(throws: StoreError.reorderedMigration("second")) {
            try await database.migrate([Self.first, Self.second, Self.third])
        }
        #expect(try await tables(database) == ["a", "migration"])
    }

    @Test func `two migrations cannot have one name`() async throws {
        let database = try database()
        await #expect(throws: StoreError.misuse(.repeatedMigration("first"))) {
            try await database.migrate([Self.first, Migration("first", [])])
        }
    }

    @Test(arguments: ["COMMIT", "PRAGMA foreign_keys = OFF", "ATTACH 'x' AS y"] as [SQL])
    func `a migration cannot leave its transaction`(statement: SQL) async throws {
        let database = try database()
        await #expect(throws: StoreError.misuse(.forbiddenStatement)) {
            try await database.migrate([Migration("first", ["CREATE TABLE a(x)", statement])])
        }
        #expect(try await tables(database) == ["migration"])
    }

    @Test func `a migration that breaks a foreign key is not applied`() async throws {
        let database = try database()
        await #expect(throws: StoreError.constraint(.foreignKey)) {
            try await database.migrate([
                Migration(
                    "first",
                    [
                        "CREATE TABLE a(x INTEGER PRIMARY KEY)",
                        "CREATE TABLE b(y REFERENCES a DEFERRABLE INITIALLY DEFERRED)",
                        "INSERT INTO b(y) VALUES (5)",
                    ])
            ])
        }
        #expect(try await tables(database) == ["migration"])
    }
}
