import Foundation
import Testing

@testable import Store

@Suite struct DatabaseTests {
    let directory = TemporaryDirectory()

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    @Test func `the file and its log are for their owner only, whatever the umask or an earlier mode`() async throws {
        _ = FileManager.default.createFile(atPath: directory.databasePath, contents: nil, attributes: [.posixPermissions: 0o666])
        let database = try Database(path: directory.databasePath)
        try await database.migrate([Migration("a", ["CREATE TABLE a(x)"])])
        for suffix in ["", "-wal", "-shm"] { #expect(mode(directory.databasePath + suffix) == 0o600) }
    }

    @Test func `every setting that the node relies on is on`() throws {
        let connection = try Connection.connect(path: directory.databasePath)
        func pragma(_ sql: SQL) throws -> SQLValue? { try connection.control(sql).first?.values.first }
        #expect(try pragma("PRAGMA journal_mode") == .text("wal"))
        #expect(try pragma("PRAGMA synchronous") == .integer(2))
        #expect(try pragma("PRAGMA foreign_keys") == .integer(1))
        #expect(try pragma("PRAGMA trusted_schema") == .integer(0))
        #expect(try pragma("PRAGMA secure_delete") == .integer(1))
        #expect(try pragma("PRAGMA temp_store") == .integer(2))
        #expect(try pragma("PRAGMA cell_size_check") == .integer(1))
        #expect(try pragma("PRAGMA mmap_size") == .integer(0))
        #expect(try pragma("PRAGMA locking_mode") == .text("normal"))
        #expect(try pragma("PRAGMA journal_size_limit") == .integer(Int64(Limits.logByteCount)))
        #expect(try pragma("PRAGMA application_id") == .integer(Connection.applicationID))
        #expect(throws: StoreError.self) { try connection.control("SELECT * FROM sqlite_dbpage") }
        #expect(throws: StoreError.self) { try connection.control("ATTACH ':memory:' AS other") }
    }

    @Test func `what was written is there after a restart`() async throws {
        let first = try Database(path: directory.databasePath)
        try await first.migrate([Migration("a", ["CREATE TABLE a(x)"])])
        try await first.write { try $0.execute("INSERT INTO a(x) VALUES (5)") }
        try await first.close()
        #expect(FileManager.default.contents(atPath: directory.databasePath + "-wal")?.isEmpty == true, "the log stays, with nothing in it")
        let second = try Database(path: directory.databasePath)
        #expect(try await second.read { try $0.row("SELECT x FROM a")?.integer(0) } == 5)
    }

    @Test func `a closed database refuses everything and does not crash`() async throws {
        let database = try Database(path: directory.databasePath)
        try await database.close()
        await #expect(throws: StoreError.closed) { try await database.write { _ in } }
        await #expect(throws: StoreError.closed) { try await database.read { _ in } }
        await #expect(throws: StoreError.closed) { try await database.migrate([]) }
        await #expect(throws: StoreError.closed) { try await database.checkpoint() }
        await #expect(throws: StoreError.closed) { try await database.close() }
    }

    @Test func `closing finishes the work that waits`() async throws {
        let store = try await TemporaryDatabase()
        let gate = Gate()
        let holder = gate.hold(store.database)
        await gate.waitUntilHeld()
        let writes = (0..<1000).map { number in
            Task { try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (\(number))") } }
        }
        #expect(await poll { store.database.waitingCount == 1000 })
        let closing = Task { try await store.database.close() }
        gate.open()
        try await holder.value
        for write in writes { try await write.value }
        try await closing.value
        let again = try Database(path: store.directory.databasePath)
        #expect(try await again.read { try $0.row("SELECT count(*) FROM note")?.integer(0) } == 1000)
    }

    @Test func `a checkpoint empties the log, and says so when a reader holds the old state`() async throws {
        let store = try await TemporaryDatabase()
        let log = store.directory.databasePath + "-wal"
        func logSize() -> Int64? {
            var status = stat()
            return stat(log, &status) == 0 ? Int64(status.st_size) : nil
        }
        try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (zeroblob(100000))") }
        #expect((logSize() ?? 0) > 100_000)
        try await store.database.checkpoint()
        #expect(logSize() == 0)

        try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (1)") }
        let reader = try Connection.connect(path: store.directory.databasePath)
        try reader.control("BEGIN")
        try reader.control("SELECT count(*) FROM note")
        try await store.database.write { try $0.execute("DELETE FROM note") }
        let start = ContinuousClock.now
        await #expect(throws: StoreError.busy) { try await store.database.checkpoint() }
        #expect(ContinuousClock.now - start < .milliseconds(Limits.busyTimeoutMilliseconds), "it waits for nobody")
        try reader.control("COMMIT")
        try await store.database.checkpoint()
        #expect(logSize() == 0)
    }

    @Test func `another program's database is refused and left as it was`() throws {
        for id in ["0", "1094795585"] {
            let path = directory.path + "/foreign-\(id).db"
            do {
                let foreign = try Connection(path: path)
                try foreign.control("CREATE TABLE theirs(x)")
                if id != "0" { try foreign.control("PRAGMA application_id = 1094795585") }
            }
            let before = FileManager.default.contents(atPath: path)
            #expect(throws: StoreError.foreignDatabase) { try Database(path: path) }
            #expect(FileManager.default.contents(atPath: path) == before)
        }
    }

    @Test func `a file that is no database is refused in plain words`() throws {
        _ = FileManager.default.createFile(
            atPath: directory.databasePath, contents: Data("this is a letter to my grandmother, ".utf8) + Data(count: 5000))
        let error = #expect(throws: StoreError.corrupt) { try Database(path: directory.databasePath) }
        #expect(error?.description == "the database file is damaged or no database; restore a backup")
    }

    @Test func `a damaged page is an error for who needs it, and the store goes on`() async throws {
        let path = directory.databasePath
        let first = try Database(path: path)
        try await first.migrate([Migration("a", ["CREATE TABLE good(x)", "CREATE TABLE bad(x)"])])
        try await first.write { transaction in
            try transaction.execute("INSERT INTO good(x) VALUES (1)")
            try transaction.execute("INSERT INTO bad(x) VALUES (zeroblob(100000))")
        }
        let page = try await first.read { try $0.row("SELECT rootpage FROM sqlite_schema WHERE name = 'bad'")?.integer(0) ?? 0 }
        try await first.close()
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: UInt64((page - 1) * 4096))
        try file.write(contentsOf: Data(repeating: 0xee, count: 4096))
        try file.close()

        let second = try Database(path: path)
        await #expect(throws: StoreError.corrupt) { try await second.read { try $0.rows("SELECT x FROM bad") } }
        await #expect(throws: StoreError.corrupt) { try await second.write { try $0.execute("INSERT INTO bad(x) VALUES (2)") } }
        try await second.write { try $0.execute("INSERT INTO good(x) VALUES (2)") }
        #expect(try await second.read { try $0.row("SELECT sum(x) FROM good")?.integer(0) } == 3)
    }

    @Test func `a path that cannot be opened is an error in plain words`() throws {
        #expect(throws: StoreError.cannotOpen(code: 14)) { try Database(path: directory.path + "/missing/node.db") }
        #expect(throws: StoreError.self) { try Database(path: directory.path) }
        #expect(throws: StoreError.self) { try Database(path: "") }
    }

    @Test func `no error tells a path or a value`() {
        let errors: [StoreError] = [
            .cannotOpen(code: 14), .foreignDatabase, .newerDatabase(unknownMigrations: 2), .changedMigration("m"), .reorderedMigration("m"),
            .diskFull, .readOnly, .corrupt, .busy, .diskFailed(code: 778), .constraint(.unique), .constraint(.other(code: 1)), .tooBig,
            .outOfMemory, .wrongType(column: 1), .sealBroken, .sealFailed, .overloaded, .closed, .misuse(.tooManyRows), .failed(code: 1),
        ]
        for error in errors {
            let words = error.description
            #expect(words.first?.isLowercase == true && words.last != "." && !words.contains("/"), "\(words)")
        }
    }
}
