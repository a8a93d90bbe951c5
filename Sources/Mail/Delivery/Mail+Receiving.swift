public import Crypto
public import Domain
internal import Store

/// What comes from other nodes. Every answer is made after its transaction is durable.
extension Mail {
    /// The sequence number from which on no other node is believed: far beyond what any queue can reach, and far from where counting ends.
    static let sequenceLimit = UInt64(1) << 48

    /// Keeps an envelope: STORED when it is durable. An unknown queue or a wrong code costs the same and is answered with random bytes.
    ///
    /// **Source** protocol §9.4, §9.5.
    public func receive(_ frame: DeliverFrame) async throws(ChatError) -> StoredFrame {
        let refusal = delivery.refusals[frame.queue]
        let outcome = try await change { node -> (answer: StoredFrame?, account: AccountID?) in
            let queue = try node.incomingQueues.find(frame.queue)
            let key = queue?.key ?? SecretBytes.random(32)
            let code = QueueCode.deliver(
                key, queue: frame.queue, sequence: frame.sequence, expiry: frame.expiry, kind: frame.kind, envelope: frame.envelope)
            let isProven = constantTimeEqual(code, frame.code)
            guard let queue, isProven, frame.sequence > 0, frame.sequence < Mail.sequenceLimit else { return (nil, nil) }
            func answer(_ status: UInt8) -> StoredFrame {
                let code = QueueCode.stored(key, queue: frame.queue, sequence: frame.sequence, status: status)
                return StoredFrame(queue: frame.queue, sequence: frame.sequence, status: status, code: code)
            }
            if frame.sequence <= queue.highest { return (answer(StoredFrame.stored), nil) }
            // After a refusal nothing later is taken before the refused one: it would never be asked for again.
            if let refusal, frame.sequence > refusal { return (answer(StoredFrame.full), nil) }
            if queue.isFull(adding: frame.envelope.count) { return (answer(StoredFrame.full), nil) }
            try node.incomingQueues.store(frame, in: queue)
            return (answer(StoredFrame.stored), queue.account)
        }
        guard let answer = outcome.answer else {
            return StoredFrame(queue: frame.queue, sequence: frame.sequence, status: StoredFrame.stored, code: Random.bytes(16))
        }
        delivery.note(answer)
        if let account = outcome.account { arrived(for: account) }
        return answer
    }

    /// Tells the sender how far its queue is; unknown queues get an answer of the same shape that proves nothing.
    public func receive(_ frame: MarkFrame) async throws(ChatError) -> MarkedFrame {
        let queue = try await look { try $0.incomingQueues.find(frame.queue) }
        let key = queue?.key ?? SecretBytes.random(32)
        let isProven = constantTimeEqual(QueueCode.mark(key, queue: frame.queue, nonce: frame.nonce), frame.code)
        let highest = queue?.highest ?? 0
        let epoch = queue?.epoch ?? 0
        let code = QueueCode.marked(key, queue: frame.queue, nonce: frame.nonce, highest: highest, epoch: epoch)
        guard queue != nil, isProven else {
            return MarkedFrame(queue: frame.queue, nonce: frame.nonce, highest: 0, epoch: 0, code: Random.bytes(16))
        }
        // The sender starts again at the lowest unacknowledged: what was refused may come now.
        delivery.restart(frame.queue)
        return MarkedFrame(queue: frame.queue, nonce: frame.nonce, highest: highest, epoch: epoch, code: code)
    }

    /// Answers a search of `asker`. The same statements run whether the name exists, is denied, or neither.
    ///
    /// **Source** protocol §6.1.
    public func answer(_ query: SearchQuery, from asker: OnionAddress) async -> SearchAnswer {
        let seconds = environment.now()
        // This node's own members were counted one by one before they came here.
        guard asker == node || limits.searchesPerNode.allows(asker, now: seconds) else { return .busy }
        let nodeKey = nodeKey
        let target = nodeKey.denial(of: query.pseudonym, from: asker)
        let found = try? await look { node -> (card: [UInt8], pendingCount: Int)? in
            let entry = try AccountTable.card(of: query.name, nodeKey, in: node.transaction)
            let account = entry?.account ?? AccountID(row: -1)
            let isDenied = try node.incomingRequests.isDenied(target, account: account.row)
            let pendingCount = try node.incomingRequests.pendingCount(of: account)
            guard let entry, !isDenied else { return nil }
            return (entry.card, pendingCount)
        }
        guard let entry = found else { return .notFound }
        let bits = min(ProofOfWork.maximumBits, environment.requestWorkBits + UInt8(clamping: entry.pendingCount / 10 * 2))
        let token = RequestToken.make(
            now: now, workBits: bits, asker: asker, pseudonym: query.pseudonym, name: query.name, nodeKey)
        return .found(card: entry.card, token: token, workBits: bits)
    }

    /// Takes a connection request; the answer is the same whatever becomes of it. **Source** protocol §6.6.
    public func receive(_ frame: RequestFrame, from asker: OnionAddress) async {
        let nodeKey = nodeKey
        let now = now
        guard frame.agreement != nil,
            let bits = RequestToken.workBits(
                of: frame.token, now: now, asker: asker, pseudonym: frame.pseudonym, name: frame.name, nodeKey),
            ProofOfWork.isDone(token: frame.token, ciphertext: frame.ciphertext, counter: frame.workCounter, bits: bits)
        else { return }
        let seconds = environment.now()
        guard asker == node || limits.requestsPerNode.allows(asker, now: seconds),
            limits.requestsPerPseudonym.allows(frame.pseudonym, now: seconds)
        else {
            return
        }
        let target = nodeKey.denial(of: frame.pseudonym, from: asker)
        // A full disk loses this request alone: its sender may ask again.
        let account = try? await change { node -> AccountID? in
            guard let entry = try AccountTable.card(of: frame.name, nodeKey, in: node.transaction),
                try !node.incomingRequests.isDenied(target, account: entry.account.row)
            else { return nil }
            let arrival = IncomingRequestTable.Arrival(sender: asker, frame: frame)
            let isNew = try node.incomingRequests.insert(arrival, for: entry.account)
            return isNew ? entry.account : nil
        }
        if let account { arrived(for: account) }
    }
}
