import Testing

@testable import Store

@Suite struct BindingTests {
    static let values: [SQLValue] = [
        .null, .integer(0), .integer(-1), .integer(.min), .integer(.max),
        .bytes([]), .bytes([0]), .bytes((0...255).map { UInt8($0) }), .bytes([UInt8](repeating: 7, count: 1 << 20)),
        .text(""), .text("Zoë 👋🏽 \u{202e}gnirts"), .text("a\0b"), .text(String(repeating: "ö", count: 500_000)),
        .text("x'); DROP TABLE note; --"), .text("' OR '1'='1"), .text("?1"), .text("\\(1)"), .text("\"; ATTACH 'x' AS y"),
    ]

    @Test func `every kind of value comes back as it was`() async throws {
        let store = try await TemporaryDatabase()
        try await store.database.write { transaction in
            for value in Self.values {
                switch value {
                case .null: try transaction.execute("INSERT INTO note(body) VALUES (\(Int?.none))")
                case .integer(let number): try transaction.execute("INSERT INTO note(body) VALUES (\(number))")
                case .bytes(let bytes): try transaction.execute("INSERT INTO note(body) VALUES (\(bytes))")
                case .text(let text): try transaction.execute("INSERT INTO note(body) VALUES (\(text))")
                }
            }
        }
        #expect(try await store.bodies() == Self.values)
    }

    @Test func `optionals bind their value or NULL, booleans 1 and 0`() async throws {
        let store = try await TemporaryDatabase()
        let row = try await store.database.read { transaction in
            let bytes: [UInt8]? = [1]
            let text: String? = nil
            return try transaction.row("SELECT \(true), \(false), \(bytes), \(text), \(Int64?(5)), \(7)")
        }
        #expect(row?.values == [.integer(1), .integer(0), .bytes([1]), .null, .integer(5), .integer(7)])
    }

    @Test func `values are found by what they are, not by what they spell`() async throws {
        let store = try await TemporaryDatabase()
        try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (\("' OR '1'='1"))") }
        let found = try await store.database.read { try $0.rows("SELECT id FROM note WHERE body = \("' OR 1=1 --")") }
        #expect(found.isEmpty)
        let exact = try await store.database.read { try $0.rows("SELECT id FROM note WHERE body = \("' OR '1'='1")") }
        #expect(exact.count == 1)
    }

    @Test func `a statement is its literals with a mark for each value`() {
        let columns: SQL = "id, body"
        let sql: SQL = "SELECT \(fragment: columns) FROM note WHERE id = \(5) AND body = \("x")"
        #expect(sql.text == "SELECT id, body FROM note WHERE id = ? AND body = ?")
        #expect(sql.values == [.integer(5), .text("x")])
        let whole: SQL = "\(fragment: sql) OR id = \(6)"
        #expect(whole.text == "SELECT id, body FROM note WHERE id = ? AND body = ? OR id = ?")
        #expect("\(whole)" == whole.text)
        #expect(whole.values == [.integer(5), .text("x"), .integer(6)])
    }

    @Test func `a value over the limit is refused and nothing of it stays`() async throws {
        let store = try await TemporaryDatabase()
        let huge = [UInt8](repeating: 1, count: Limits.valueByteCount + 1)
        await #expect(throws: StoreError.tooBig) {
            try await store.database.write { try $0.execute("INSERT INTO note(body) VALUES (\(huge))") }
        }
        #expect(try await store.count() == 0)
    }
}
