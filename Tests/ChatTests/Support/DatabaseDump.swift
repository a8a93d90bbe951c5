import Bytes
import Crypto
import Foundation

@testable import Store

/// Every value of every table of a node's database, as a thief of the disk reads them, and what some key opens of them.
///
/// Sealed values are opened by the text of protocol §10.4, not by the code that sealed them.
struct DatabaseDump {
    /// A value, and where it lies.
    struct Cell {
        let table: String
        let column: String
        let bytes: [UInt8]
        /// The numbers of its row: one of them is what it is bound to.
        let numbers: [Int64]
    }

    let cells: [Cell]

    init(_ store: Database) async throws {
        var cells: [Cell] = []
        for row in try await store.control("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
            let table = try row.text(0)
            let columns = try await store.control("PRAGMA table_info(\(verbatim: table))").map { try $0.text(1) }
            for row in try await store.control("SELECT * FROM \(verbatim: table)") {
                let numbers = row.values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
                for (column, value) in zip(columns, row.values) {
                    switch value {
                    case .bytes(let bytes): cells.append(Cell(table: table, column: column, bytes: bytes, numbers: numbers))
                    case .text(let text): cells.append(Cell(table: table, column: column, bytes: Array(text.utf8), numbers: numbers))
                    default: break
                    }
                }
            }
        }
        self.cells = cells
    }

    /// What `key`, of 64 bytes, opens.
    func opened(by key: SecretBytes) -> [Cell] {
        cells.compactMap { cell in
            // A row's own id, or the id of another's row and a number within it.
            for numbers in cell.numbers.map({ [$0] }) + cell.numbers.flatMap({ row in cell.numbers.map { [row, $0] } }) {
                for version in UInt8(1)...3 {
                    var writer = ByteWriter()
                    writer.writeText(cell.table)
                    for number in numbers { writer.write(UInt64(bitPattern: number)) }
                    writer.writeText(cell.column)
                    writer.write(version)
                    if let plain = try? AESSIV.open(cell.bytes, key: key, associatedData: writer.bytes) {
                        return Cell(table: cell.table, column: cell.column, bytes: plain, numbers: cell.numbers)
                    }
                }
            }
            return nil
        }
    }

    /// Where `needle` lies in `cells`, as `table.column`.
    static func places(of needle: String, in cells: [Cell]) -> Set<String> { places(of: Array(needle.utf8), in: cells) }

    /// Where the bytes `needle` lie in `cells`.
    static func places(of needle: [UInt8], in cells: [Cell]) -> Set<String> {
        Set(cells.filter { Data($0.bytes).range(of: Data(needle)) != nil }.map { "\($0.table).\($0.column)" })
    }
}

extension SQL.Interpolation {
    /// A name out of the schema itself, which no statement can bind.
    fileprivate mutating func appendInterpolation(verbatim name: String) { text += name }
}
