internal import Crypto
public import Domain
package import Store

/// What members say to each other: requests, connections, their renewal, queues in and out, conversations and their history.
///
/// An actor on the executor it is given (the loop's), which owns what is in memory: what waits to be opened, live pages, rate limits. It knows no
/// socket and no HTML. All that lasts is in the store, reached by one transaction for each step; after each `await` whatever was checked before is
/// looked at again inside the transaction.
public actor Mail: NodeFeature {
    private nonisolated let executor: any SerialExecutor
    /// Where the actor runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package nonisolated let context: NodeContext
    var transport: (any PeerTransport)?
    /// Members whose envelopes or requests wait to be opened, and the jobs that open them.
    var openings: Openings
    /// The live pages.
    var feeds = Feeds()
    /// What members found and have not asked yet.
    var foundCards = FoundCards()
    /// What the node knows of its queues and of other nodes until it is restarted.
    var delivery = DeliveryMemory()
    /// How often one may ask.
    var limits = AskingLimits()

    /// The schema of mail, in order; it stands on that of accounts.
    package static let migrations = [
        IncomingRequestTable.migration, OutgoingRequestTable.migration, ConversationTable.migration, ConnectionTable.migration,
        IncomingQueueTable.migration, OutgoingQueueTable.migration,
    ]

    /// Opens the mail of a prepared store.
    package init(context: NodeContext, executor: any SerialExecutor) async throws {
        self.executor = executor
        self.context = context
        openings = Openings(pending: [])
        if environment.capabilities.contains(.postQuantum) { try await change { try $0.incomingQueues.release() } }
        openings.pending = Set(try await look { try $0.incomingQueues.accountsWithPending() })
    }

    /// Gives the node its way to other nodes: once, before members come.
    public func connect(to transport: any PeerTransport) { self.transport = transport }
}
