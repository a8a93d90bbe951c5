internal import Crypto
public import Domain
package import Store

/// Accounts: registration, passwords, sign-ins, destruction, dormancy, invites, and what the operator has chosen.
///
/// An actor on the executor it is given (the loop's). What others keep of an account it knows as ``AccountHolder``s only. All that lasts is in the
/// store, reached by one transaction for each step; after each `await` whatever was checked before is looked at again inside the transaction.
public actor Accounts: NodeFeature {
    private nonisolated let executor: any SerialExecutor
    /// Where the actor runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package nonisolated let context: NodeContext
    nonisolated let eraseFile: EraseFile
    /// All that keep something of accounts, in the order in which it is opened at a log-in and goes at the end.
    nonisolated let holders: [any AccountHolder]
    /// How many accounts can't be opened because `erase.bin` is of another day than the database.
    public nonisolated let foreignPageCount: Int

    /// What the operator has chosen, as it holds now.
    var choices: Choices
    /// Destructions that were begun and are not at their end.
    var destructions = Destructions()
    /// When accounts that nobody logs in to are deleted.
    var dormancy: Dormancy

    /// The schema of accounts, in order; the account's own row comes before every other table.
    package static let migrations = [
        AccountTable.migration, SettingTable.migration, DormancyTable.migration, InviteTable.migration, AttemptTable.migration,
        MemberSettingTable.migration,
    ]

    /// Opens the accounts of a prepared store, and finishes the destructions that were begun.
    ///
    /// **Errors** the store's, `erase.bin` can't be opened, or ``SettingError`` for a setting that this version does not understand.
    package init(context: NodeContext, holders: [any AccountHolder], executor: any SerialExecutor) async throws {
        self.executor = executor
        self.context = context
        self.holders = holders
        let nodeKey = context.nodeKey
        eraseFile = try EraseFile(path: context.environment.eraseFilePath, nodeKey: nodeKey)
        let review = try await PageReview.make(context.store, nodeKey, eraseFile)
        foreignPageCount = review.foreignCount
        let found = try await context.store.read { transaction in
            (settings: try SettingTable.load(in: transaction), served: try DormancyTable.servedDays(nodeKey, in: transaction))
        }
        choices = Choices(settings: found.settings)
        dormancy = Dormancy(kept: found.served)
        context.presence.set(SignIns.Lifetimes(found.settings))
        try await wipeHalvesBefore()
        await finishDestructions(of: review.begun)
    }

    /// What the operator has chosen, as it holds now.
    public var settings: NodeSettings { choices.settings }

    /// What the operator has chosen, and which change it is of.
    struct Choices: Sendable {
        var settings: NodeSettings
        /// Which change ``settings`` are of.
        var number = 0
        let changes = SettingChanges()
    }
}
