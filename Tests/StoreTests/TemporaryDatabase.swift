import Foundation

@testable import Store

/// A directory for one test, removed with everything in it.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/onion-store-XXXXXX".utf8CString)
        path = String(cString: mkdtemp(&template))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var databasePath: String { path + "/node.db" }
}

/// A database in a directory of its own, with a table `note(id, body)` and whatever else is asked for.
struct TemporaryDatabase {
    let directory = TemporaryDirectory()
    let database: Database

    init(_ statements: [SQL] = []) async throws {
        database = try Database(path: directory.databasePath)
        try await database.migrate([
            Migration("notes", ["CREATE TABLE note(id INTEGER PRIMARY KEY, body) "] + statements)
        ])
    }

    func bodies() async throws -> [SQLValue] {
        try await database.read { try $0.rows("SELECT body FROM note ORDER BY id").map { $0.values[0] } }
    }

    func count() async throws -> Int64 {
        try await database.read { try $0.row("SELECT count(*) FROM note")?.integer(0) ?? -1 }
    }
}
