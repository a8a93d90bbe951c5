import Testing

@testable import Store

@Suite struct GroupCommitTests {
    struct Mishap: Error, Equatable {}

    /// Runs `ask`, whose `count` bodies come to wait while the store's thread is held, then lets them go together.
    private func together(_ database: Database, _ count: Int, _ ask: () -> Void) async throws {
        let gate = Gate()
        let holder = gate.hold(database)
        await gate.waitUntilHeld()
        ask()
        #expect(await poll { database.waitingCount == count })
        gate.open()
        try await holder.value
    }

    /// Asks for bodies one after the other, so that their order is known; each one's result is kept.
    final class Asker: @unchecked Sendable {  // used by one test, in turns
        var results: [Task<Result<Int64, any Error>, Never>] = []
        let database: Database
        init(_ database: Database) { self.database = database }

        func write(_ body: @escaping @Sendable (Transaction) throws -> Int64) async { await ask { try await $0.write(body) } }
        func read(_ body: @escaping @Sendable (Transaction) throws -> Int64) async { await ask { try await $0.read(body) } }

        private func ask(_ call: @escaping @Sendable (Database) async throws -> Int64) async {
            let before = database.waitingCount
            results.append(
                Task { [database] in
                    do { return .success(try await call(database)) } catch { return .failure(error) }
                })
            _ = await poll { database.waitingCount > before }
        }

        func outcomes() async -> [Result<Int64, any Error>] {
            var outcomes: [Result<Int64, any Error>] = []
            for result in results { outcomes.append(await result.value) }
            return outcomes
        }
    }

    private func inOrder(_ database: Database, _ ask: (Asker) async -> Void) async throws -> [Result<Int64, any Error>] {
        let gate = Gate()
        let holder = gate.hold(database)
        await gate.waitUntilHeld()
        let asker = Asker(database)
        await ask(asker)
        gate.open()
        try await holder.value
        return await asker.outcomes()
    }

    private func text(_ result: Result<Int64, any Error>) -> String {
        switch result {
        case .success(let value): "\(value)"
        case .failure(let error): "\(error)"
        }
    }

    @Test func `many writes that wait together share one commit`() async throws {
        let store = try await TemporaryDatabase()
        var writes: [Task<Void, any Error>] = []
        try await together(store.database, 200) {
            writes = (0..<200).map { number in
                Task { try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (\(number))") } }
            }
        }
        for write in writes { try await write.value }
        #expect(await store.database.commitCount == 1)
        #expect(try await store.count() == 200)
    }

    @Test func `one commit serves no more than its limit`() async throws {
        let store = try await TemporaryDatabase()
        var writes: [Task<Void, any Error>] = []
        try await together(store.database, Limits.batch + 1) {
            writes = (0...Limits.batch).map { number in
                Task { try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (\(number))") } }
            }
        }
        for write in writes { try await write.value }
        #expect(await store.database.commitCount == 2)
    }

    @Test func `an error undoes its own body and no other`() async throws {
        let store = try await TemporaryDatabase()
        let results = try await inOrder(store.database) { asker in
            for number in 0..<5 {
                await asker.write { transaction in
                    try transaction.execute("INSERT INTO note(body) VALUES (\(number))")
                    if number == 2 { throw Mishap() }
                    return Int64(number)
                }
            }
        }
        #expect(results.map(text) == ["0", "1", "Mishap()", "3", "4"])
        #expect(try await store.bodies() == [.integer(0), .integer(1), .integer(3), .integer(4)])
        #expect(await store.database.commitCount == 1)
    }

    @Test func `a read sees the writes asked for before it and none after`() async throws {
        let store = try await TemporaryDatabase()
        let results = try await inOrder(store.database) { asker in
            for number in 0..<3 {
                await asker.write {
                    try $0.execute("INSERT INTO note(body) VALUES (\(number))")
                    return -1
                }
                await asker.read { try $0.row("SELECT count(*) FROM note")?.integer(0) ?? -2 }
            }
        }
        #expect(results.map(text) == ["-1", "1", "-1", "2", "-1", "3"])
        #expect(await store.database.commitCount == 1)
    }

    @Test func `reads alone commit nothing`() async throws {
        let store = try await TemporaryDatabase()
        for _ in 0..<10 { #expect(try await store.count() == 0) }
        #expect(await store.database.commitCount == 0)
    }

    @Test func `a foreign key that would make the commit fail fails its own body only`() async throws {
        let store = try await TemporaryDatabase(["CREATE TABLE child(note REFERENCES note DEFERRABLE INITIALLY DEFERRED)"])
        let results = try await inOrder(store.database) { asker in
            await asker.write {
                try $0.execute("INSERT INTO note(id) VALUES (1)")
                return 1
            }
            await asker.write {
                try $0.execute("INSERT INTO child(note) VALUES (77)")
                return 2
            }
            await asker.write {
                try $0.execute("INSERT INTO child(note) VALUES (3)")
                try $0.execute("INSERT INTO note(id) VALUES (3)")
                return 3
            }
        }
        #expect(results.map(text) == ["1", StoreError.constraint(.foreignKey).description, "3"])
        #expect(try await store.database.read { try $0.rows("SELECT note FROM child").map(\.values) } == [[.integer(3)]])
    }

    @Test func `when SQLite gives up the transaction, its writers hear of it, and the rest goes on`() async throws {
        let store = try await TemporaryDatabase([
            "CREATE TABLE fragile(x UNIQUE ON CONFLICT ROLLBACK)", "INSERT INTO fragile(x) VALUES (1)",
        ])
        let results = try await inOrder(store.database) { asker in
            await asker.write {
                try $0.execute("INSERT INTO note(body) VALUES ('before')")
                return 1
            }
            await asker.read { try $0.row("SELECT count(*) FROM note")?.integer(0) ?? -2 }
            await asker.write { transaction in
                do { try transaction.execute("INSERT INTO fragile(x) VALUES (1)") } catch {}  // swallowed, and yet it counts
                #expect(throws: StoreError.constraint(.unique)) { try transaction.execute("INSERT INTO note(body) VALUES ('outside')") }
                return 3
            }
            await asker.write {
                try $0.execute("INSERT INTO note(body) VALUES ('after')")
                return 4
            }
        }
        let unique = StoreError.constraint(.unique).description
        #expect(results.map(text) == [unique, "0", unique, "4"])
        #expect(try await store.bodies() == [.text("after")])
    }

    @Test func `a full database is an error for its writers, and room makes it work again`() async throws {
        let store = try await TemporaryDatabase()
        try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES ('kept')") }
        try await store.database.control("PRAGMA max_page_count = 16")
        await #expect(throws: StoreError.diskFull) {
            try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (zeroblob(1000000))") }
        }
        #expect(try await store.bodies() == [.text("kept")])
        try await store.database.control("PRAGMA max_page_count = 1000000")
        try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (zeroblob(1000000))") }
        #expect(try await store.count() == 2)
    }

    @Test func `a lock that another process holds too long is an error for writers, not for readers`() async throws {
        let store = try await TemporaryDatabase()
        let other = try Connection.connect(path: store.directory.databasePath)
        try other.control("BEGIN IMMEDIATE")
        try await store.database.control("PRAGMA busy_timeout = 1")
        let results = try await inOrder(store.database) { asker in
            await asker.write {
                try $0.execute("INSERT INTO note(body) VALUES (1)")
                return 1
            }
            await asker.read { try $0.row("SELECT count(*) FROM note")?.integer(0) ?? -2 }
        }
        #expect(results.map(text) == [StoreError.busy.description, "0"])
        try other.control("ROLLBACK")
        try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (1)") }
    }

    @Test func `more work than may wait is refused at once`() throws {
        let queue = WorkQueue()
        let work = Work(.read, run: { _ in Work.Outcome(hasFailed: false) { _ in } }, refuse: { _ in })
        for _ in 0..<Limits.waitingWork { _ = try queue.add(work) }
        #expect(throws: StoreError.overloaded) { try queue.add(work) }
        #expect(queue.nextBatch().count == Limits.batch)
        #expect(try queue.add(work) == false)
        queue.close()
        #expect(throws: StoreError.closed) { try queue.add(work) }
    }
}
