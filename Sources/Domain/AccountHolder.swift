package import Store

/// Whatever keeps something of an account beside its own row: rows, files, memory.
///
/// ``Accounts`` walks the one ordered list of holders, which `Chat` makes, at a log-in and when an account vanishes; a feature that is not in it could
/// be forgotten by a destruction, so a test lists every table, every folder and every stored property and fails on what no holder claims.
package protocol AccountHolder: Sendable {
    /// What it keeps, and of what kind.
    static var claims: AccountClaims { get }

    /// Somebody logs in to `account`: what waits for its key is opened, in the log-in's own transaction, before the card is renewed.
    nonisolated func admit(
        _ account: AccountID, named name: Username, _ key: AccountKey, _ record: AccountRecord, in transaction: Transaction) throws
    /// The log-in stands.
    func admitted(_ account: AccountID) async

    /// Drops what the memory holds of `account`, at once: the first thing that a destruction does.
    func forget(_ account: AccountID) async
    /// What the rest of the memory may hold, by which it would tell of the account: read before its rows go, given back when they are gone.
    nonisolated func traces(of account: AccountID, in transaction: Transaction) throws -> any AccountTraces
    /// Takes away what others could meet: queues, requests, whatever a name or a number finds. In one transaction with the account's card.
    nonisolated func hide(_ account: AccountID, in transaction: Transaction) throws
    /// Deletes at most about `limit` rows of `account`; true when more may be left. Other members' work comes in between.
    nonisolated func erase(_ account: AccountID, limit: Int, in transaction: Transaction) throws -> Bool
    /// All is gone: drops what ``traces(of:in:)`` named, as far as nobody else needs it.
    func vanished(_ traces: any AccountTraces) async
}

/// What the memory of a holder may tell of a destroyed account, named so that it can be dropped at the end.
package protocol AccountTraces: Sendable {}

/// What a holder says that it keeps.
package struct AccountClaims: Sendable {
    /// Tables whose rows are an account's and go with it.
    package let tables: Set<String>
    /// Tables that keep nothing of an account, each with the reason.
    package let otherTables: [String: String]
    /// Stored properties that hold something of accounts, which ``AccountHolder/forget(_:)`` or ``AccountHolder/vanished(_:)`` drops.
    package let memory: Set<String>
    /// Stored properties that hold nothing of an account, each with the reason.
    package let otherMemory: [String: String]
    /// Folders in the data directory.
    package let folders: Set<String>

    package init(
        tables: Set<String>, otherTables: [String: String] = [:], memory: Set<String>, otherMemory: [String: String],
        folders: Set<String> = []
    ) {
        self.tables = tables
        self.otherTables = otherTables
        self.memory = memory
        self.otherMemory = otherMemory
        self.folders = folders
    }
}
