import Foundation
import Testing

@testable import Chat
@testable import Store

/// The schema as a whole, where a review sees it.
@Suite struct SchemaTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("schema.sql")

    @Test func `the schema is the one that was reviewed`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let statements = try await node.store.control(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name")
        let live = try statements.map { try $0.text(0) + ";\n" }.joined(separator: "\n")
        if ProcessInfo.processInfo.environment["ONIONNODE_WRITE_SCHEMA"] != nil { try Data(live.utf8).write(to: Self.file) }
        let reviewed = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(live == reviewed, "if the change is meant: ONIONNODE_WRITE_SCHEMA=1 swift test --filter SchemaTests")
    }

    @Test func `every foreign key can be followed from its parent without reading the whole table`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let tables = try await node.store.control("SELECT name FROM sqlite_schema WHERE type = 'table'").map { try $0.text(0) }
        var keyCount = 0
        for table in tables {
            let keys = try await node.store.control(SQL.made("SELECT \"from\" FROM pragma_foreign_key_list('\(table)')"))
            for key in keys {
                let column = try key.text(0)
                keyCount += 1
                let plan = try await node.store.control(SQL.made("EXPLAIN QUERY PLAN SELECT 1 FROM \(table) WHERE \(column) = 1"))
                let words = try plan.map { try $0.text(3) }.joined(separator: " ")
                #expect(words.hasPrefix("SEARCH"), "\(table).\(column): \(words)")
            }
        }
        #expect(keyCount > 8)
    }
}
