public import Accounts
public import Crypto
public import Domain
public import Files
public import Mail
public import Store

/// The node's domain behind one door: its features, in the one order of their tables and the one list of what holds something of an account.
///
/// It knows no socket and no HTML. All features share the loop and the database: a call between them hops no thread.
public struct Chat: Sendable {
    /// Who is registered, and who is here.
    public let accounts: Accounts
    /// What members say to each other.
    public let mail: Mail
    /// What lies on the disk outside of the database.
    public let files: Files
    private let context: NodeContext

    /// The schema of the domain, in order: an account's row first, then what belongs to it.
    package static let migrations = [NodeIdentity.migration] + Accounts.migrations + Mail.migrations + Files.migrations

    /// What keeps something of an account, in the order in which it is opened at a log-in and goes at the end.
    package static let holderTypes: [any AccountHolder.Type] = [Mail.self, Files.self]
    /// The tables that no feature owns, each with the reason why it holds nothing of an account.
    package static let otherTables = [
        "migration": "which changes of the schema were made", "onion": "the node's own keys",
    ]

    /// Brings `store`'s schema up to date: before anything else of the domain is used.
    public static func prepare(_ store: Database) async throws { try await store.migrate(migrations) }

    /// Opens the domain over a prepared `store`, on the executor of the loop.
    ///
    /// **Errors** the store's, `erase.bin` or the folder of files can't be opened, or ``SettingError`` for a setting that this version does not understand.
    public init(
        store: Database, nodeKey: NodeKey, node: OnionAddress, environment: ChatEnvironment, executor: any SerialExecutor
    ) async throws {
        context = NodeContext(store: store, nodeKey: nodeKey, node: node, environment: environment, presence: Presence())
        mail = try await Mail(context: context, executor: executor)
        files = try await Files(context: context, executor: executor)
        accounts = try await Accounts(context: context, holders: [mail, files], executor: executor)
    }

    /// This node's peer onion: the part after the `@` of its members' addresses.
    public var node: OnionAddress { context.node }

    /// Whether the sign-in of `member` goes on; asking is no activity.
    public func isSignedIn(_ member: Member) -> Bool { context.presence.isSignedIn(member, now: context.environment.now()) }

    /// Whether the sign-in `id` goes on; asking is no activity.
    public func isSignedIn(_ id: SignInID) -> Bool { context.presence.isSignedIn(id, now: context.environment.now()) }

    /// The member that `cookie` signs in, once what waited for them is open; counts as activity. Nil: not signed in, or no longer.
    ///
    /// - Parameter isActivity: false for what a page asks by itself: a page left open must not keep its sign-in alive.
    public func member(for cookie: SignInCookie, isActivity: Bool = true) async -> Member? {
        guard let member = await accounts.member(for: cookie, isActivity: isActivity) else { return nil }
        await mail.opened(for: member)
        return isSignedIn(member) ? member : nil
    }

    /// All that `member` may take along, to be read piece by piece. Ask for the password first: ``Accounts/confirm(_:of:)``.
    public func export(of member: Member, in words: any ExportWords) -> ExportArchive {
        ExportArchive(of: member, in: self, at: UnixMinute(seconds: context.environment.now()), words: words)
    }
}
