internal import Crypto
internal import Domain
internal import Store

/// What `erase.bin` says of the accounts in the database, looked over at each start.
///
/// Only a mark that a destruction left counts against an account: a file that is lost, cut, or of another day or node destroys nobody.
struct PageReview: Sendable {
    /// The accounts that made pages before pages were marked: theirs are marked at the next start.
    static let migration = Migration(
        "0013 unmarked pages",
        [
            "CREATE TABLE unmarked_page(account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE) STRICT",
            "INSERT INTO unmarked_page(account) SELECT id FROM account WHERE record IS NOT NULL",
        ])

    /// Accounts whose destruction was begun: by this database, or by a later one of which this is an old copy.
    private(set) var begun: [AccountID] = []
    /// How many accounts can't be opened because their page is not theirs.
    private(set) var foreignCount = 0

    /// Looks at every account's page.
    ///
    /// **Errors** the store's; ``EraseFileError/truncated`` when pages are missing, ``EraseFileError/foreign`` when no account has its own.
    static func make(_ store: Database, _ nodeKey: NodeKey, _ eraseFile: EraseFile) async throws -> PageReview {
        try await store.write { transaction in
            try mark(nodeKey, eraseFile, transaction)
            var review = PageReview()
            var ownedCount = 0
            for row in try transaction.rows("SELECT id, page, record IS NULL FROM account") {
                let account = AccountID(row: try row.integer(0))
                switch try eraseFile.state(of: Int(clamping: row.integer(1)), for: nodeKey.pageMarks(of: account)) {
                case .vanished: review.begun.append(account)
                case .owned: ownedCount += 1
                // A shell has no page of its own any more.
                case .foreign: review.foreignCount += try row.boolean(2) ? 0 : 1
                }
            }
            guard ownedCount > 0 || review.foreignCount == 0 else { throw EraseFileError.foreign }
            return review
        }
    }

    /// Marks the pages that were given away before there were marks.
    private static func mark(_ nodeKey: NodeKey, _ eraseFile: EraseFile, _ transaction: Transaction) throws {
        let rows = try transaction.rows(
            "SELECT account.id, account.page FROM unmarked_page JOIN account ON account.id = unmarked_page.account")
        for row in rows {
            let (account, page) = (AccountID(row: try row.integer(0)), Int(clamping: try row.integer(1)))
            try eraseFile.mark(page, for: nodeKey.pageMarks(of: account))
        }
        try transaction.execute("DELETE FROM unmarked_page")
    }
}
