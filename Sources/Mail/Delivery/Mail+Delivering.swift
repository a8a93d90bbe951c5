public import Crypto
public import Domain
internal import Store

/// What the courier asks and reports: the outbox, one queue after the other.
extension Mail {
    /// How many envelopes wait for other nodes.
    public func waitingEnvelopeCount() async throws(ChatError) -> Int { try await read { try OutgoingQueueTable.waitingCount(in: $0) } }

    /// The nodes for which something waits; forgets what expired.
    public func nodesWithMail() async throws(ChatError) -> [OnionAddress] {
        try await expireEnvelopes()
        let nodeKey = nodeKey
        return try await read { try OutgoingQueueTable.nodesWithMail(nodeKey, in: $0) }
    }

    /// The outgoing queues to `node` in which something waits; forgets what expired.
    public func queuesWithMail(for node: OnionAddress) async throws(ChatError) -> [QueueID] {
        try await expireEnvelopes()
        let nodeKey = nodeKey
        return try await read { try OutgoingQueueTable.queuesWithMail(for: node, nodeKey, in: $0) }
    }

    /// The question that comes before a queue's first DELIVER on each link.
    public func mark(for id: QueueID) async throws(ChatError) -> MarkFrame {
        let queue = try await outgoing(id)
        let nonce = Random.bytes(8)
        return MarkFrame(queue: id, nonce: nonce, code: QueueCode.mark(queue.key, queue: id, nonce: nonce))
    }

    /// Judges the answer: go on after the highest stored, or stop until the keys are renewed, when one side was rolled back (protocol §9.3).
    public func marked(_ frame: MarkedFrame) async throws(ChatError) -> MarkVerdict {
        let nodeKey = nodeKey
        let outcome = try await write { transaction -> (verdict: MarkVerdict, changed: [ConnectionID], renewing: AccountID?) in
            guard let queue = try OutgoingQueueTable.find(frame.queue, nodeKey, in: transaction) else { return (.stop, [], nil) }
            let code = QueueCode.marked(
                queue.key, queue: frame.queue, nonce: frame.nonce, highest: frame.highest, epoch: frame.epoch)
            guard constantTimeEqual(code, frame.code), frame.highest < Mail.sequenceLimit else { return (.invalid, [], nil) }
            guard !queue.isStopped else { return (.stop, [], nil) }
            if frame.epoch > queue.peerEpoch { try OutgoingQueueTable.note(peerEpoch: frame.epoch, of: queue, in: transaction) }
            // More than ever left here: an old copy of this database was restored. Less than was acknowledged: one of theirs was.
            guard frame.highest <= queue.offered, frame.highest >= queue.acknowledged else {
                try OutgoingQueueTable.rewind(queue, to: frame.highest, in: transaction)
                try RenewalTable.require(queue.connection, in: transaction)
                return (.stop, [queue.connection], queue.account)
            }
            let isOvertaken = try OutboxTable.hasOvertakenOffer(
                in: queue, after: frame.highest, by: frame.epoch, nodeKey, in: transaction)
            if isOvertaken {
                try OutgoingQueueTable.stop(queue, in: transaction)
                try RenewalTable.require(queue.connection, in: transaction)
                return (.stop, [queue.connection], queue.account)
            }
            guard frame.highest > 0 else { return (.resume(from: 1), [], nil) }
            let messages = try OutboxTable.acknowledge(queue, 1...frame.highest, in: transaction)
            let changed = try MessageTable.setState(.delivered, of: messages, in: transaction)
            return (.resume(from: frame.highest + 1), changed, nil)
        }
        feeds.tick(outcome.changed)
        if let account = outcome.renewing { arrived(for: account) }
        return outcome.verdict
    }

    /// The frames of a queue from `sequence` on, in order, at most `limit`; that they leave is written down first.
    public func deliveries(of id: QueueID, from sequence: UInt64, limit: Int) async throws(ChatError) -> [DeliverFrame] {
        let nodeKey = nodeKey
        let count = min(max(limit, 0), 32)
        let found = try await read { transaction -> (frames: [DeliverFrame], queue: OutgoingQueueTable.Queue)? in
            guard let queue = try OutgoingQueueTable.find(id, nodeKey, in: transaction), !queue.isStopped else { return nil }
            return (try OutboxTable.frames(of: queue, from: sequence, limit: count, nodeKey, in: transaction), queue)
        }
        guard let found, let last = found.frames.last else { return [] }
        if last.sequence > found.queue.offered {
            try await write { try OutgoingQueueTable.offer(found.queue, upTo: last.sequence, in: $0) }
        }
        return found.frames
    }

    /// An envelope's receipt: true when its code proves that the queue's holder gave it.
    public func stored(_ frame: StoredFrame) async throws(ChatError) -> Bool {
        let nodeKey = nodeKey
        let outcome = try await write { transaction -> (isValid: Bool, changed: [ConnectionID]) in
            guard let queue = try OutgoingQueueTable.find(frame.queue, nodeKey, in: transaction) else { return (false, []) }
            let code = QueueCode.stored(queue.key, queue: frame.queue, sequence: frame.sequence, status: frame.status)
            guard constantTimeEqual(code, frame.code), frame.sequence > 0, frame.sequence < queue.nextSequence else { return (false, []) }
            switch frame.status {
            case StoredFrame.stored:
                let messages = try OutboxTable.acknowledge(queue, frame.sequence...frame.sequence, in: transaction)
                return (true, try MessageTable.setState(.delivered, of: messages, in: transaction))
            case StoredFrame.closed:
                let messages = try OutboxTable.abandon(queue, in: transaction)
                try OutgoingQueueTable.stop(queue, in: transaction)
                return (true, try MessageTable.setState(.failed, of: messages, in: transaction))
            default: return (true, [])
            }
        }
        feeds.tick(outcome.changed)
        return outcome.isValid
    }

    /// A link to `node` stands.
    public func linkIsUp(to node: OnionAddress) { delivery.note(nil, of: node) }

    /// `node` could not be reached.
    public func linkFailed(to node: OnionAddress, failure: PeerFailure) {
        delivery.note(failure, of: node)
    }

    private func outgoing(_ id: QueueID) async throws(ChatError) -> OutgoingQueueTable.Queue {
        let nodeKey = nodeKey
        guard let queue = try await read({ try OutgoingQueueTable.find(id, nodeKey, in: $0) }) else { throw .notFound }
        return queue
    }

    private func expireEnvelopes() async throws(ChatError) {
        let now = now
        guard now >= delivery.nextSweep else { return }
        delivery.nextSweep = UnixMinute(count: now.count &+ DeliveryLimits.sweepMinutes)
        let changed = try await write { transaction in
            let messages = try OutboxTable.expire(now: now, in: transaction)
            return try MessageTable.setState(.expired, of: messages, in: transaction)
        }
        feeds.tick(changed)
    }
}
