public import Crypto
public import Domain
public import Mail

/// What this module needs of the domain: who answers, keeps what comes, and knows what waits. ``Mail/Mail`` is one.
public protocol PeerInbox: Sendable {
    /// Answers a search of a node. It never fails: over the limit it says "busy".
    func answer(_ query: SearchQuery, from node: OnionAddress) async -> SearchAnswer
    /// Takes a connection request of a node; what becomes of it is nobody's business.
    func receive(_ request: RequestFrame, from node: OnionAddress) async
    /// Takes an envelope; returns once its fate is durable.
    func receive(_ frame: DeliverFrame) async throws(ChatError) -> StoredFrame
    /// Answers which sequence of a queue is the highest kept.
    func receive(_ frame: MarkFrame) async throws(ChatError) -> MarkedFrame
    /// The nodes for which envelopes wait: asked at start.
    func nodesWithMail() async throws(ChatError) -> [OnionAddress]
    /// The queues toward a node that have unacknowledged envelopes.
    func queuesWithMail(for node: OnionAddress) async throws(ChatError) -> [QueueID]
    /// The question to ask before a queue's first envelope on a link.
    func mark(for queue: QueueID) async throws(ChatError) -> MarkFrame
    /// Judges the answer to ``mark(for:)``.
    func marked(_ frame: MarkedFrame) async throws(ChatError) -> MarkVerdict
    /// The next envelopes of a queue, in order.
    func deliveries(of queue: QueueID, from sequence: UInt64, limit: Int) async throws(ChatError) -> [DeliverFrame]
    /// Takes an acknowledgement; false when its code is not the queue's.
    func stored(_ frame: StoredFrame) async throws(ChatError) -> Bool
    /// A link to the node is up.
    func linkIsUp(to node: OnionAddress) async
    /// The node could not be reached.
    func linkFailed(to node: OnionAddress, failure: PeerFailure) async
}

extension Mail: PeerInbox {}
