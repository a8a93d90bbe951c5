public import Crypto
public import Store

/// The domain: accounts, connections, conversations and their delivery. It knows no socket and no HTML.
///
/// An actor on the executor it is given (the loop's), which owns what is in memory: sign-ins, live pages, rate limits. All that lasts is in the
/// store, reached by one transaction for each step; after each `await` whatever was checked before is looked at again inside the transaction.
public actor Chat {
    private nonisolated let executor: any SerialExecutor
    /// Where the actor runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    nonisolated let store: Database
    nonisolated let nodeKey: NodeKey
    /// This node's peer onion: the part after the `@` of its members' addresses.
    public nonisolated let node: OnionAddress
    nonisolated let environment: ChatEnvironment
    nonisolated let eraseFile: EraseFile

    var transport: (any PeerTransport)?
    /// What the operator has chosen, as it holds now.
    public internal(set) var settings: NodeSettings
    /// Which change ``settings`` are of.
    var settingsNumber = 0
    nonisolated let settingChanges = SettingChanges()
    var signIns: SignIns
    /// Members whose envelopes or requests wait to be opened.
    var pending: Set<RecordID>
    var feeds = Feeds()
    var foundCards = FoundCards()
    /// Queues that answered "full": nothing after that number is taken before it (protocol §3.15).
    var refusals: [QueueID: UInt64] = [:]
    /// Why a node could not be reached at the last try.
    var failures: [OnionAddress: PeerFailure] = [:]
    /// Destructions that were begun and are not at their end.
    var unfinished: [RecordID: Destruction] = [:]
    /// By what the rest of the memory would tell of them.
    var traces: [RecordID: AccountTraces] = [:]
    /// How often the write-ahead log had to be emptied, and how often of these it was: between, old pages of a destroyed account may lie there.
    var (emptyingsDue, emptyingsDone) = (0, 0)
    /// Whether a task tries again what is unfinished.
    var isTryingAgain = false
    /// When accounts that nobody logs in to are deleted.
    var dormancy: Dormancy
    /// Whether a look at the clocks, or the sweep that follows it, goes on.
    var isWatchingClock = false
    /// How many accounts can't be opened because `erase.bin` is of another day than the database.
    public nonisolated let foreignPageCount: Int
    /// When expired envelopes are looked for again.
    var nextSweep = UnixMinute(count: 0)
    var searchesPerNode = RateLimit<OnionAddress>(20, perSeconds: 3600)
    var searchesPerMember = RateLimit<RecordID>(20, perSeconds: 3600)
    var requestsPerNode = RateLimit<OnionAddress>(10, perSeconds: 86_400)
    var requestsPerPseudonym = RateLimit<[UInt8]>(3, perSeconds: 86_400)

    /// The schema of the domain, in order.
    static let migrations = [
        NodeIdentity.migration, AccountTable.migration, IncomingRequestTable.migration, OutgoingRequestTable.migration,
        ConnectionTable.migration, IncomingQueueTable.migration, OutgoingQueueTable.migration, MessageTable.migration,
        RenewalTable.migration, SettingTable.migration, PasswordReplacement.migration, DormancyTable.migration, PageReview.migration,
        InviteTable.migration, AttemptTable.migration, IncomingQueueTable.heldMigration,
    ]

    /// Brings `store`'s schema up to date: before anything else of the domain is used.
    public static func prepare(_ store: Database) async throws { try await store.migrate(migrations) }

    /// Opens the domain over a prepared `store`.
    ///
    /// **Errors** the store's, `erase.bin` can't be opened, or ``SettingError`` for a setting that this version does not understand.
    public init(
        store: Database, nodeKey: NodeKey, node: OnionAddress, environment: ChatEnvironment, executor: any SerialExecutor
    ) async throws {
        self.executor = executor
        self.store = store
        self.nodeKey = nodeKey
        self.node = node
        self.environment = environment
        eraseFile = try EraseFile(path: environment.eraseFilePath)
        let review = try await PageReview.make(store, nodeKey, eraseFile)
        foreignPageCount = review.foreignCount
        if environment.capabilities.contains(.postQuantum) { try await store.write { try IncomingQueueTable.release(in: $0) } }
        let found = try await store.read { transaction in
            (
                pending: try IncomingQueueTable.accountsWithPending(in: transaction), settings: try SettingTable.load(in: transaction),
                served: try DormancyTable.servedDays(nodeKey, in: transaction)
            )
        }
        settings = found.settings
        signIns = SignIns(lifetimes: SignIns.Lifetimes(found.settings))
        pending = Set(found.pending)
        dormancy = Dormancy(kept: found.served)
        try await wipeHalvesBefore()
        await finishDestructions(of: review.begun)
    }

    /// Gives the domain its way to other nodes: once, before members come.
    public func connect(to transport: any PeerTransport) { self.transport = transport }

    /// The minute it is.
    nonisolated var now: UnixMinute { UnixMinute(seconds: environment.now()) }

    /// Runs `body` as one durable transaction; what the domain refuses passes through, all else is ``ChatError/storage``.
    nonisolated func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws(ChatError) -> Result {
        do { return try await store.write(body) } catch let error as ChatError { throw error } catch { throw .storage }
    }

    /// Runs `body` as one durable change by `member`.
    ///
    /// **Errors** ``ChatError/signedOut`` when their account is gone: it may have been destroyed while the request was on its way here.
    nonisolated func write<Result: Sendable>(
        as member: Member, _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws(ChatError) -> Result {
        try await write { transaction in
            guard try AccountTable.isLive(member.account, in: transaction) else { throw ChatError.signedOut }
            return try body(transaction)
        }
    }

    /// Runs `body` over committed state.
    nonisolated func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws(ChatError) -> Result {
        do { return try await store.read(body) } catch let error as ChatError { throw error } catch { throw .storage }
    }
}
