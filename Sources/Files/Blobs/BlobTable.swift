internal import Crypto
package import Domain
internal import Bytes
internal import Store

/// Sealed bytes on the disk, and what is needed to read them.
package struct Blob: Sendable {
    package let id: BlobID
    /// How many bytes it holds.
    package let byteCount: UInt64
    /// Seals this blob's pieces and nothing else. **Shape** 32 bytes.
    let key: SecretBytes
}

/// The schema of blobs: one row for each file, one for each use of it.
///
/// How many uses a blob has is kept by triggers, so that no way of deleting a use (an account's row that goes takes its uses with it) can pass the
/// count by. A blob without uses gets none any more: ``Files/sweep()`` removes its file, then its row. **Source** protocol §10.7.
enum BlobTable {
    static let migration = Migration(
        "0013 blobs",
        [
            """
            CREATE TABLE blob(
                id INTEGER PRIMARY KEY,
                piece_count INTEGER NOT NULL CHECK (piece_count > 0),
                use_count INTEGER NOT NULL DEFAULT 0 CHECK (use_count >= 0)
            ) STRICT
            """,
            "CREATE INDEX blob_unused ON blob(id) WHERE use_count = 0",
            """
            CREATE TABLE blob_use(
                id INTEGER PRIMARY KEY,
                blob INTEGER NOT NULL REFERENCES blob(id),
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                secret BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX blob_use_blob ON blob_use(blob)",
            "CREATE INDEX blob_use_account ON blob_use(account)",
            """
            CREATE TRIGGER blob_use_begins AFTER INSERT ON blob_use BEGIN
                UPDATE blob SET use_count = use_count + 1 WHERE id = NEW.blob;
            END
            """,
            """
            CREATE TRIGGER blob_use_ends AFTER DELETE ON blob_use BEGIN
                UPDATE blob SET use_count = use_count - 1 WHERE id = OLD.blob;
            END
            """,
        ])

    /// At most `limit` blobs that nobody uses.
    static func unused(limit: Int, in transaction: Transaction) throws -> [BlobID] {
        try transaction.rows("SELECT id FROM blob WHERE use_count = 0 LIMIT \(limit)").map { BlobID(row: try $0.integer(0)) }
    }

    /// Takes the row of a blob whose file is gone.
    static func remove(_ id: BlobID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM blob WHERE id = \(id.row) AND use_count = 0")
    }

    /// Whether somebody may use `id`.
    static func isKnown(_ id: BlobID, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT 1 FROM blob WHERE id = \(id.row)") != nil
    }

    /// Ends at most `limit` uses of `account`; true when more may be left.
    static func deleteUses(of account: AccountID, limit: Int, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            "DELETE FROM blob_use WHERE id IN (SELECT id FROM blob_use WHERE account = \(account.row) LIMIT \(limit))")
        return transaction.changeCount > 0
    }
}

extension MemberScope {
    /// The blobs that the member uses.
    package var blobs: Blobs { Blobs(mine: self) }
}

/// The blobs that a member uses; each use has the blob's key, sealed under the account's.
package struct Blobs {
    fileprivate let mine: MemberScope
    private var transaction: Transaction { mine.transaction }

    /// A use more of `blob`, for this member.
    ///
    /// **Errors** ``ChatError/notFound`` when nobody used it any more: its file may be gone.
    package func use(_ blob: Blob) throws -> BlobUseID {
        guard try transaction.row("SELECT 1 FROM blob WHERE id = \(blob.id.row) AND use_count > 0") != nil else { throw ChatError.notFound }
        return try insertUse(of: blob)
    }

    /// The row of a new blob, whose file is on the disk, and its first use.
    func insert(_ blob: Blob) throws -> BlobUseID {
        let pieceCount = Int64(clamping: PieceSeal.pieceCount(of: blob.byteCount))
        try transaction.execute("INSERT INTO blob(id, piece_count) VALUES (\(blob.id.row), \(pieceCount))")
        return try insertUse(of: blob)
    }

    /// What the member's use `id` is of; nil when they have no such use.
    package func find(_ id: BlobUseID) throws -> Blob? {
        let found = try transaction.row(
            """
            SELECT blob, piece_count, secret FROM blob_use JOIN blob ON blob.id = blob_use.blob
            WHERE blob_use.id = \(id.row) AND account = \(mine.account.row)
            """)
        guard let found else { return nil }
        let secret = try mine.records.openSecret(found.bytes(2), at: Blobs.place(id))
        guard secret.count == PieceSeal.keyByteCount + Blobs.countByteCount else { throw ChatError.storage }
        var reader = ByteReader(secret[PieceSeal.keyByteCount..<secret.count].exposed())
        let blob = Blob(id: BlobID(row: try found.integer(0)), byteCount: try reader.readUInt64(), key: secret[0..<PieceSeal.keyByteCount])
        guard Int64(clamping: PieceSeal.pieceCount(of: blob.byteCount)) == (try found.integer(1)) else { throw ChatError.storage }
        return blob
    }

    /// Ends the member's use `id`; false when there was none. Call ``Files/sweep()`` once the change is made.
    @discardableResult package func end(_ id: BlobUseID) throws -> Bool {
        try transaction.execute("DELETE FROM blob_use WHERE id = \(id.row) AND account = \(mine.account.row)")
        return transaction.changeCount > 0
    }

    private func insertUse(of blob: Blob) throws -> BlobUseID {
        let id = BlobUseID.random()
        var count = ByteWriter()
        count.write(blob.byteCount)
        let secret = SecretBytes.joined([blob.key, SecretBytes(copying: count.bytes)])
        let sealed = try mine.records.seal(secret, at: Blobs.place(id))
        try transaction.execute(
            "INSERT INTO blob_use(id, blob, account, secret) VALUES (\(id.row), \(blob.id.row), \(mine.account.row), \(sealed))")
        return id
    }

    private static let countByteCount = 8

    private static func place(_ id: BlobUseID) -> RecordPlace { RecordPlace(table: "blob_use", row: id.row, column: "secret") }
}
