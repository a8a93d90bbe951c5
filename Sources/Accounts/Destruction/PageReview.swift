internal import Crypto
internal import Domain
internal import Store

/// What `erase.bin` says of the accounts in the database, looked over at each start.
///
/// Only a mark that a destruction left counts against an account: a file that is lost, cut, or of another day or node destroys nobody.
struct PageReview: Sendable {
    /// Accounts that one transaction looks at: some milliseconds of the store's thread, and no more in memory.
    static let step = 256

    /// Accounts whose destruction was begun: by this database, or by a later one of which this is an old copy.
    private(set) var begun: [AccountID] = []
    /// How many accounts can't be opened because their page is not theirs.
    private(set) var foreignCount = 0

    /// Looks at every account's page.
    ///
    /// **Errors** the store's; ``EraseFileError/truncated`` when pages are missing, ``EraseFileError/foreign`` when no account has its own.
    static func make(_ store: Database, _ nodeKey: NodeKey, _ eraseFile: EraseFile) async throws -> PageReview {
        var review = PageReview()
        var ownedCount = 0
        var last: AccountID?
        while true {
            let (after, before) = (last, review)
            let piece = try await store.read { try before.looking(after: after, nodeKey, eraseFile, $0) }
            review = piece.review
            ownedCount += piece.ownedCount
            guard let end = piece.last else { break }
            last = end
        }
        guard ownedCount > 0 || review.foreignCount == 0 else { throw EraseFileError.foreign }
        return review
    }

    /// The same with the ``step`` accounts that follow `account`: how many have their page, and the last of them; nil for none.
    private func looking(
        after account: AccountID?, _ nodeKey: NodeKey, _ eraseFile: EraseFile, _ transaction: Transaction
    ) throws -> (review: PageReview, ownedCount: Int, last: AccountID?) {
        var review = self
        var (ownedCount, last) = (0, AccountID?.none)
        // A shell has no page.
        let rows = try transaction.rows(
            """
            SELECT id, page, record IS NULL FROM account WHERE id > \(account?.row ?? -1) AND page IS NOT NULL
            ORDER BY id LIMIT \(PageReview.step)
            """)
        for row in rows {
            let account = AccountID(row: try row.integer(0))
            switch try eraseFile.state(of: Int(clamping: row.integer(1)), for: nodeKey.pageMarks(of: account)) {
            case .vanished: review.begun.append(account)
            case .owned: ownedCount += 1
            // One that dormancy was taking away when the node ended is no loss.
            case .foreign: review.foreignCount += try row.boolean(2) ? 0 : 1
            }
            last = account
        }
        return (review, ownedCount, last)
    }
}
