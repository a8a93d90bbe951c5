internal import Crypto
internal import Domain
internal import Store

/// What is remembered of attempts at names: a fixed number of rows of one size, all of them there from the first day.
///
/// A name has its row by a code under the node key; names that share one share their fate. Every attempt rewrites its row with fresh bytes, whatever came
/// of it, so neither the number of rows nor the size or number of writes tells one outcome from another, and a row that was never used looks like one that was.
/// **Layout** of a row, opened: ``BackOff`` 10 ‖ random 16. **Source** protocol §11.3.
enum AttemptTable {
    /// More names than a home node has members: two of them seldom share a row. In all 300 KiB.
    static let rowCount = 4096
    private static let randomByteCount = 16

    static let migration = Migration(
        "0006 attempts",
        [
            "CREATE TABLE attempt(id INTEGER PRIMARY KEY, sealed BLOB NOT NULL CHECK(length(sealed) = 43)) STRICT",
            // Random bytes open as nothing, which is what is remembered at first.
            """
            INSERT INTO attempt(id, sealed)
            WITH RECURSIVE number(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM number WHERE value < 4095)
            SELECT value, randomblob(43) FROM number
            """,
        ])

    /// Counts an attempt at `name`, and says whether the name was closed to it.
    static func count(_ name: TypedName, isRight: Bool, now: Int64, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Bool {
        let id = Int64(nodeKey.number(of: name, below: rowCount))
        let place = RecordPlace(table: "attempt", row: id, column: "sealed")
        let sealed = try transaction.row("SELECT sealed FROM attempt WHERE id = \(id)")?.bytes(0) ?? []
        let opened = try? nodeKey.records.open(sealed, at: place)
        let known = opened.flatMap { BackOff(decoding: Array($0.prefix(BackOff.byteCount))) } ?? BackOff()
        let next = known.after(isRight: isRight, at: now)
        let fresh = try nodeKey.records.seal(next.encode() + Random.bytes(randomByteCount), at: place)
        try transaction.execute("UPDATE attempt SET sealed = \(fresh) WHERE id = \(id)")
        return known.isClosed(at: now)
    }
}
