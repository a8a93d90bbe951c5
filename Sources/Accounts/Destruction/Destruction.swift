internal import Domain
internal import Store

/// The end of one account, as a list of steps: each may be done again, and the first alone ends it for everybody.
///
/// The page of `erase.bin` comes first and remembers the account, so that a restart finds what was begun and goes through the list again.
/// **Source** protocol §11.4.
struct Destruction: Sendable {
    /// What is done, in this order.
    enum Step: Int, CaseIterable, Sendable {
        /// The page is overwritten in place: no password and no copy of the database opens the account any more.
        case page
        /// Nothing finds it: neither a search, nor a request, nor an envelope.
        case standing
        /// What its holders keep goes, holder by holder and piece by piece.
        case holdings
        /// The account's row goes, and with it, by the schema, all that is left; a shell keeps the name, if it is to be kept.
        case account
    }

    let account: AccountID
    /// Whether the name stays taken until its dormancy day, so that "free" tells nothing.
    let keepsName: Bool
    let store: Database
    let nodeKey: NodeKey
    let eraseFile: EraseFile
    let holders: [any AccountHolder]
    /// Rows that one transaction takes: other members' work comes in between.
    var rowsAtOnce = 500

    /// Does one step; nothing happens when it was done before.
    func run(_ step: Step) async throws {
        while try await runPiece(of: step) {}
    }

    /// Does as much of a step as one transaction takes; true when more may be left.
    func runPiece(of step: Step) async throws -> Bool {
        let (account, rowsAtOnce, holders) = (account, rowsAtOnce, holders)
        switch step {
        case .page:
            let (eraseFile, marks) = (eraseFile, nodeKey.pageMarks(of: account))
            try await store.read { transaction in
                guard let page = try VanishingRows.page(of: account, in: transaction) else { return }
                try eraseFile.erase(page, of: marks)
            }
        case .standing:
            try await store.write { transaction in
                try VanishingRows.deleteStanding(of: account, in: transaction)
                for holder in holders { try holder.hide(account, in: transaction) }
            }
        case .holdings:
            return try await store.write { transaction in
                for holder in holders where try holder.erase(account, limit: rowsAtOnce, in: transaction) { return true }
                return false
            }
        case .account:
            let (keepsName, nodeKey) = (keepsName, nodeKey)
            try await store.write { try VanishingRows.deleteAccount(account, keepsName: keepsName, nodeKey, in: $0) }
        }
        return false
    }
}
