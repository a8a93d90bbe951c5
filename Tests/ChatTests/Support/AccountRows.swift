@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Store

/// All rows of an account, in every table of the schema, found by the schema itself: a table added later is looked at without being named here.
struct AccountRows {
    /// For each table that reaches `account` by foreign keys that cascade: which of its rows are one account's.
    private(set) var conditions: [String: String] = [:]
    /// The tables that do not.
    private(set) var others: Set<String> = []

    init(in store: Database, of account: Int64 = 0) async throws {
        others = Set(
            try await store.control("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").map {
                try $0.text(0)
            })
        others.remove("account")
        conditions["account"] = "id = \(account)"
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for table in others {
                let keys = try await store.control(
                    SQL.made("SELECT \"from\", \"table\", coalesce(\"to\", 'id'), on_delete FROM pragma_foreign_key_list('\(table)')"))
                let own = try keys.compactMap { key -> String? in
                    guard try key.text(3) == "CASCADE", let parent = conditions[try key.text(1)] else { return nil }
                    return "\(try key.text(0)) IN (SELECT \(try key.text(2)) FROM \(try key.text(1)) WHERE \(parent))"
                }
                guard !own.isEmpty else { continue }
                conditions[table] = "(" + own.joined(separator: " OR ") + ")"
                others.remove(table)
                isGrowing = true
            }
        }
    }

    /// How many rows of each table there are.
    func counts(in store: Database) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for (table, condition) in conditions {
            let row = try await store.control(SQL.made("SELECT count(*) FROM \(table) WHERE \(condition)")).first
            counts[table] = Int(try row?.integer(0) ?? 0)
        }
        return counts
    }

    /// The bytes of all values that are long enough to be nobody else's; not those that a shell keeps.
    func needles(in store: Database) async throws -> [[UInt8]] {
        var needles: [[UInt8]] = []
        for (table, condition) in conditions {
            let kept = table == "account" ? "(\(condition)) AND 0" : condition
            for row in try await store.control(SQL.made("SELECT * FROM \(table) WHERE \(kept)")) { needles += row.longValues }
        }
        let columns: SQL = "SELECT salt, first_slot, second_slot, last_day, card, record FROM account WHERE "
        for row in try await store.control(SQL.made(columns.text + (conditions["account"] ?? "0"))) { needles += row.longValues }
        return needles
    }
}

extension Row {
    /// Their beginnings: what is longer than a page of the database does not lie in one piece.
    fileprivate var longValues: [[UInt8]] {
        values.compactMap { value in
            guard case .bytes(let bytes) = value, bytes.count >= 16 else { return nil }
            return Array(bytes.prefix(256))
        }
    }
}

extension SQL {
    /// A statement made at run time: of the schema's own names.
    static func made(_ text: String) -> SQL {
        var interpolation = Interpolation(literalCapacity: 0, interpolationCount: 0)
        interpolation.text = text
        return SQL(stringInterpolation: interpolation)
    }
}
