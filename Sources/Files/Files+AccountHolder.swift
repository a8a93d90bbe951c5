package import Domain
package import Store

/// What files keep of an account, and how it goes.
extension Files: AccountHolder {
    package static let claims = AccountClaims(
        tables: ["blob_use"],
        otherTables: ["blob": "sealed bytes on the disk, by number and size; whose they are stands in their uses"],
        memory: ["transfers"],
        otherMemory: [
            "executor": "where the actor runs", "context": "the ground of the node", "folder": "the open folder of blobs",
            "work": "the threads for files", "sweeping": "whether files are being removed, of nobody in particular",
        ],
        folders: ["files"])

    /// Nothing of files waits for its member's key.
    package nonisolated func admit(
        _ account: AccountID, named name: Username, _ key: AccountKey, _ record: AccountRecord, in transaction: Transaction
    ) {}

    package nonisolated func admitted(_ account: AccountID) {}

    /// What is being written or read ends before its next piece.
    package nonisolated func forget(_ account: AccountID) { transfers.end(of: account) }

    package nonisolated func traces(of account: AccountID, in transaction: Transaction) -> any AccountTraces { NoTraces() }

    /// Nobody else can meet a blob.
    package nonisolated func hide(_ account: AccountID, in transaction: Transaction) {}

    package nonisolated func erase(_ account: AccountID, limit: Int, in transaction: Transaction) throws -> Bool {
        try BlobTable.deleteUses(of: account, limit: limit, in: transaction)
    }

    /// The files that only this account used go now.
    package func vanished(_ traces: any AccountTraces) async { await sweep() }

    /// A count of uses tells of nobody.
    private struct NoTraces: AccountTraces {}
}
