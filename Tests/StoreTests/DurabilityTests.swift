import Foundation
import Testing

@testable import Store

/// What a crash or a failing disk leaves behind; each in a process of its own.
@Suite struct DurabilityTests {
    @Test func `after kill -9 in the middle of a write, what was acknowledged is there and nothing is half there`() async throws {
        let directory = TemporaryDirectory()
        let path = directory.databasePath
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let database = try Database(path: path)
            try await database.migrate([Migration("pairs", ["CREATE TABLE pair(number INTEGER, half INTEGER)"])])
            let log = open(path + ".acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<UInt8(250) {
                    group.addTask {
                        try? await database.write { transaction in
                            try transaction.execute("INSERT INTO pair(number, half) VALUES (\(Int(number)), 1)")
                            if number == 200 { kill(getpid(), SIGKILL) }
                            try transaction.execute("INSERT INTO pair(number, half) VALUES (\(Int(number)), 2)")
                        }
                        withUnsafeBytes(of: number) { _ = Glibc.write(log, $0.baseAddress, 1) }
                    }
                }
            }
        }
        let acknowledged = FileManager.default.contents(atPath: path + ".acknowledged").map(Array.init) ?? []
        let database = try Database(path: path)
        let (whole, halves) = try await database.read { transaction in
            let whole = try transaction.rows("SELECT number FROM pair GROUP BY number HAVING count(*) = 2").map { try UInt8($0.integer(0)) }
            let halves = try transaction.rows("SELECT number FROM pair GROUP BY number HAVING count(*) <> 2").count
            return (whole, halves)
        }
        #expect(Set(acknowledged).isSubset(of: whole))
        #expect(!whole.contains(200))
        #expect(halves == 0)
        #expect(try await database.control("PRAGMA integrity_check").map(\.values) == [[.text("ok")]])
    }

    @Test func `when the disk fails at the commit, every writer of it gets the error and the store goes on`() async throws {
        let directory = TemporaryDirectory()
        let path = directory.databasePath
        await #expect(processExitsWith: .success) { [path = path as String] in
            let database = try Database(path: path)
            try await database.migrate([Migration("notes", ["CREATE TABLE note(body)"])])
            signal(SIGXFSZ, SIG_IGN)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), [rlimit(rlim_cur: 60_000, rlim_max: .max)])
            let gate = Gate()
            let holder = gate.hold(database)
            await gate.waitUntilHeld()
            let writes = (0..<10).map { _ in
                Task { try await database.write { try $0.execute("INSERT INTO note(body) VALUES (zeroblob(20000))") } }
            }
            _ = await poll { database.waitingCount == 10 }
            let read = Task { try await database.read { try $0.row("SELECT count(*) FROM note")?.integer(0) } }
            _ = await poll { database.waitingCount == 11 }
            gate.open()
            try await holder.value
            for write in writes {
                let error = await #expect(throws: StoreError.self) { try await write.value }
                if case .diskFailed = error { continue }
                Issue.record("the disk's failure has another name: \(String(describing: error))")
            }
            #expect(try await read.value == 0)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), [rlimit(rlim_cur: .max, rlim_max: .max)])
            try await database.write { try $0.execute("INSERT INTO note(body) VALUES (zeroblob(20000))") }
            #expect(try await database.read { try $0.row("SELECT count(*) FROM note")?.integer(0) } == 1)
        }
    }

    @Test func `killed while the log is wiped, the database is what it was`() async throws {
        let directory = TemporaryDirectory()
        let path = directory.databasePath
        let database = try Database(path: path)
        try await database.migrate([Migration("notes", ["CREATE TABLE note(id INTEGER PRIMARY KEY, body)"])])
        for number in 0..<40 {
            try await database.write { try $0.execute("INSERT INTO note(body) VALUES (\(number))") }
            try await database.write { try $0.execute("UPDATE note SET body = body + 1000 WHERE id = \(number + 1)") }
        }
        // What SQLite has done when the wiping begins: all is in the database file, nobody reads the log.
        try await database.control("PRAGMA wal_checkpoint(RESTART)")
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        #expect(log.count > 100_000)
        // The header goes first; of the rest any part may be gone when the power fails.
        for wiped in [32, 33, 4096, log.count / 2, log.count] {
            let copy = TemporaryDirectory()
            try FileManager.default.copyItem(atPath: path, toPath: copy.databasePath)
            try (Data(count: wiped) + log.dropFirst(wiped)).write(to: URL(fileURLWithPath: copy.databasePath + "-wal"))
            let again = try Database(path: copy.databasePath)
            let sum = try await again.read { try $0.row("SELECT sum(body), count(*) FROM note") }
            #expect(try sum?.integer(0) == 40_000 + 39 * 20 && sum?.integer(1) == 40, "\(wiped) bytes wiped")
            #expect(try await again.control("PRAGMA integrity_check").map(\.values) == [[.text("ok")]])
        }
    }
}
