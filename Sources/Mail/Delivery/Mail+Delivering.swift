public import Crypto
public import Domain
internal import Store

/// What the courier asks and reports: the outbox, one queue after the other.
extension Mail {
    /// How many envelopes wait for other nodes.
    public func waitingEnvelopeCount() async throws(ChatError) -> Int { try await look { try $0.outbox.count() } }

    /// The nodes for which something waits; forgets what expired.
    public func nodesWithMail() async throws(ChatError) -> [OnionAddress] {
        try await expireEnvelopes()
        return try await look { try $0.outgoingQueues.nodesWithMail() }
    }

    /// The outgoing queues to `node` in which something waits; forgets what expired.
    public func queuesWithMail(for node: OnionAddress) async throws(ChatError) -> [QueueID] {
        try await expireEnvelopes()
        return try await look { try $0.outgoingQueues.queuesWithMail(for: node) }
    }

    /// The question that comes before a queue's first DELIVER on each link.
    public func mark(for id: QueueID) async throws(ChatError) -> MarkFrame {
        let queue = try await outgoing(id)
        let nonce = Random.bytes(8)
        return MarkFrame(queue: id, nonce: nonce, code: QueueCode.mark(queue.key, queue: id, nonce: nonce))
    }

    /// Judges the answer: go on after the highest stored, or stop until the keys are renewed, when one side was rolled back (protocol §9.3).
    public func marked(_ frame: MarkedFrame) async throws(ChatError) -> MarkVerdict {
        let outcome = try await change { node -> (verdict: MarkVerdict, changed: Set<ConversationID>, renewing: AccountID?) in
            guard let queue = try node.outgoingQueues.find(frame.queue) else { return (.stop, [], nil) }
            func renew() throws -> (MarkVerdict, Set<ConversationID>, AccountID?) {
                try node.connections.requireRenewal(of: queue.connection)
                return (.stop, Set([try node.connections.conversation(of: queue.connection)].compactMap(\.self)), queue.account)
            }
            let code = QueueCode.marked(
                queue.key, queue: frame.queue, nonce: frame.nonce, highest: frame.highest, epoch: frame.epoch)
            guard constantTimeEqual(code, frame.code), frame.highest < Mail.sequenceLimit else { return (.invalid, [], nil) }
            guard !queue.isStopped else { return (.stop, [], nil) }
            if frame.epoch > queue.peerEpoch { try node.outgoingQueues.note(peerEpoch: frame.epoch, of: queue) }
            // More than ever left here: an old copy of this database was restored. Less than was acknowledged: one of theirs was.
            guard frame.highest <= queue.offered, frame.highest >= queue.acknowledged else {
                try node.outgoingQueues.rewind(queue, to: frame.highest)
                return try renew()
            }
            if try node.outbox.hasOvertakenOffer(in: queue, after: frame.highest, by: frame.epoch) {
                try node.outgoingQueues.stop(queue)
                return try renew()
            }
            guard frame.highest > 0 else { return (.resume(from: 1), [], nil) }
            let told = try node.outbox.acknowledge(queue, 1...frame.highest)
            return (.resume(from: frame.highest + 1), try node.setState(.delivered, of: told), nil)
        }
        feeds.tick(outcome.changed)
        if let account = outcome.renewing { arrived(for: account) }
        return outcome.verdict
    }

    /// The frames of a queue from `sequence` on, in order, at most `limit`; that they leave is written down first.
    public func deliveries(of id: QueueID, from sequence: UInt64, limit: Int) async throws(ChatError) -> [DeliverFrame] {
        let count = min(max(limit, 0), 32)
        let found = try await look { node -> (frames: [DeliverFrame], queue: OutgoingQueueTable.Queue)? in
            guard let queue = try node.outgoingQueues.find(id), !queue.isStopped else { return nil }
            return (try node.outbox.frames(of: queue, from: sequence, limit: count), queue)
        }
        guard let found, let last = found.frames.last else { return [] }
        if last.sequence > found.queue.offered {
            try await change { try $0.outgoingQueues.offer(found.queue, upTo: last.sequence) }
        }
        return found.frames
    }

    /// An envelope's receipt: true when its code proves that the queue's holder gave it.
    public func stored(_ frame: StoredFrame) async throws(ChatError) -> Bool {
        let outcome = try await change { node -> (isValid: Bool, changed: Set<ConversationID>) in
            guard let queue = try node.outgoingQueues.find(frame.queue) else { return (false, []) }
            let code = QueueCode.stored(queue.key, queue: frame.queue, sequence: frame.sequence, status: frame.status)
            guard constantTimeEqual(code, frame.code), frame.sequence > 0, frame.sequence < queue.nextSequence else { return (false, []) }
            switch frame.status {
            case StoredFrame.stored:
                return (true, try node.setState(.delivered, of: try node.outbox.acknowledge(queue, frame.sequence...frame.sequence)))
            case StoredFrame.closed:
                let told = try node.outbox.abandon(queue)
                try node.outgoingQueues.stop(queue)
                return (true, try node.setState(.failed, of: told))
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
        guard let queue = try await look({ try $0.outgoingQueues.find(id) }) else { throw .notFound }
        return queue
    }

    private func expireEnvelopes() async throws(ChatError) {
        let now = now
        guard now >= delivery.nextSweep else { return }
        delivery.nextSweep = UnixMinute(count: now.count &+ DeliveryLimits.sweepMinutes)
        let changed = try await change { node in try node.setState(.expired, of: node.outbox.expire()) }
        feeds.tick(changed)
    }
}
