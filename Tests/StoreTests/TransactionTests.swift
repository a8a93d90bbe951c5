import Testing

@testable import Store

@Suite struct TransactionTests {
    struct Mishap: Error, Equatable {}

    /// Keeps what a test needs to misuse.
    final class Keeper: @unchecked Sendable { var transaction: Transaction? }  // on the store's thread, or after it is done

    @Test func `a body gives back its value, row ids and change counts`() async throws {
        let store = try await TemporaryDatabase()
        let (first, second, changes) = try await store.database.write { transaction in
            try transaction.execute("INSERT INTO note(body) VALUES (1)")
            let first = transaction.lastInsertedRowID
            try transaction.execute("INSERT INTO note(body) VALUES (2)")
            let second = transaction.lastInsertedRowID
            try transaction.execute("UPDATE note SET body = body + 10")
            return (first, second, transaction.changeCount)
        }
        #expect((first, second, changes) == (1, 2, 2))
        #expect(try await store.bodies() == [.integer(11), .integer(12)])
    }

    @Test func `a body that throws leaves nothing behind`() async throws {
        let store = try await TemporaryDatabase()
        await #expect(throws: Mishap()) {
            try await store.database.write { transaction in
                try transaction.execute("INSERT INTO note(body) VALUES (1)")
                throw Mishap()
            }
        }
        #expect(try await store.count() == 0)
    }

    @Test func `a body may catch an error and go on: the statement that failed changed nothing`() async throws {
        let store = try await TemporaryDatabase()
        try await store.database.write { transaction in
            try transaction.execute("INSERT INTO note(id, body) VALUES (1, 'kept')")
            #expect(throws: StoreError.constraint(.unique)) {
                try transaction.execute("INSERT INTO note(id, body) VALUES (2, 'gone'), (1, 'twice')")
            }
            try transaction.execute("INSERT INTO note(id, body) VALUES (3, 'kept too')")
        }
        #expect(try await store.bodies() == [.text("kept"), .text("kept too")])
    }

    @Test func `a transaction that is kept is of no use after its body`() async throws {
        let store = try await TemporaryDatabase()
        let keeper = Keeper()
        try await store.database.write { keeper.transaction = $0 }
        #expect(throws: StoreError.misuse(.transactionEnded)) { try keeper.transaction?.execute("INSERT INTO note(body) VALUES (1)") }
        #expect(throws: StoreError.misuse(.transactionEnded)) { try keeper.transaction?.rows("SELECT 1") }
        #expect(keeper.transaction?.lastInsertedRowID == 0)
        #expect(keeper.transaction?.changeCount == 0)
    }

    @Test func `a read cannot write`() async throws {
        let store = try await TemporaryDatabase()
        await #expect(throws: StoreError.misuse(.writeInRead)) {
            try await store.database.read { try $0.execute("INSERT INTO note(body) VALUES (1)") }
        }
    }

    @Test(
        arguments: [
            "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT x", "RELEASE body", "PRAGMA foreign_keys = OFF", "ATTACH ':memory:' AS other",
            "CREATE TABLE x(y)", "DROP TABLE note", "ALTER TABLE note ADD COLUMN x",
            "CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END",
            "REINDEX", "CREATE TEMP TABLE x(y)", "DELETE FROM sqlite_schema",
        ] as [SQL])
    func `a body neither controls transactions nor changes the schema`(sql: SQL) async throws {
        let store = try await TemporaryDatabase()
        await #expect(throws: StoreError.self) { try await store.database.write { try $0.execute(sql) } }
        try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (1)") }
        #expect(try await store.count() == 1)
    }

    @Test(arguments: ["", "  ", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE note"] as [SQL])
    func `a text is exactly one statement`(sql: SQL) async throws {
        let store = try await TemporaryDatabase()
        await #expect(throws: StoreError.misuse(.notOneStatement)) { try await store.database.write { try $0.execute(sql) } }
    }

    @Test func `an invalid statement is told in SQLite's words, without the values`() async throws {
        let store = try await TemporaryDatabase()
        let error = await #expect(throws: StoreError.self) {
            try await store.database.read { try $0.rows("SELECT missing FROM note WHERE body = \("top secret")") }
        }
        #expect(error == .misuse(.invalidStatement("no such column: missing")))
        #expect(error.map { "\($0)".contains("secret") } == false)
        await #expect(throws: StoreError.misuse(.invalidStatement("no such column: text"))) {
            try await store.database.read { try $0.rows("SELECT \"text\" FROM note") }
        }
    }

    @Test func `values and parameters must be as many`() async throws {
        let store = try await TemporaryDatabase()
        await #expect(throws: StoreError.misuse(.wrongValueCount)) { try await store.database.read { try $0.rows("SELECT ?, \(1)") } }
        await #expect(throws: StoreError.misuse(.wrongValueCount)) { try await store.database.read { try $0.rows("SELECT ?") } }
    }

    @Test func `each constraint has its own words`() async throws {
        let store = try await TemporaryDatabase([
            "CREATE TABLE strict_note(id INTEGER PRIMARY KEY, size INTEGER NOT NULL CHECK (size < 10) UNIQUE, note INTEGER REFERENCES note) STRICT",
            """
            CREATE TRIGGER no_nine BEFORE INSERT ON strict_note WHEN NEW.size = 9
            BEGIN SELECT RAISE(ABORT, 'no nine'); END
            """,
        ])
        let cases: [(SQL, StoreError.Constraint)] = [
            ("INSERT INTO strict_note(size) VALUES (1), (1)", .unique),
            ("INSERT INTO strict_note(id, size) VALUES (1, 1), (1, 2)", .unique),
            ("INSERT INTO strict_note(size) VALUES (10)", .check),
            ("INSERT INTO strict_note(size) VALUES (NULL)", .notNull),
            ("INSERT INTO strict_note(size) VALUES ('text')", .type),
            ("INSERT INTO strict_note(size, note) VALUES (1, 5)", .foreignKey),
            ("INSERT INTO strict_note(size) VALUES (9)", .trigger),
        ]
        for (sql, constraint) in cases {
            await #expect(throws: StoreError.constraint(constraint), "\(sql.text)") {
                try await store.database.write { try $0.execute(sql) }
            }
        }
    }

    @Test func `a query without a limit does not eat the memory`() async throws {
        let store = try await TemporaryDatabase()
        await #expect(throws: StoreError.misuse(.tooManyRows)) {
            try await store.database.read {
                try $0.rows("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c")
            }
        }
        #expect(try await store.count() == 0)
    }
}
