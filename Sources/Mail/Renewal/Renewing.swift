internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The steps of a renewal, each whole in the caller's transaction, while the member is present: offering, answering, completing.
///
/// Nothing is sealed in the old session once an offer has left; what was not acknowledged is sealed anew in the new one, under new
/// sequence numbers. **Source** protocol §9.7.
struct Renewing: Sendable {
    /// The line that both readers see.
    static let notice =
        "The keys of this conversation were renewed: one side was restored from an old copy, or envelopes did not open. Messages may be missing."

    let account: AccountID
    let key: AccountKey
    let now: UnixMinute
    let nodeKey: NodeKey
    /// What this node can do: a connection whose keys were made with more waits.
    let capabilities: Capabilities

    /// Offers new keys where they are due, and repeats an offer that stays unanswered. True when something waits to be sent.
    func offer(_ id: ConnectionID, in transaction: Transaction) throws -> OnionAddress? {
        guard let connection = try ConnectionTable.connection(id, account: account, key, in: transaction),
            let queue = try OutgoingQueueTable.textQueue(of: id, nodeKey, in: transaction)
        else { return nil }
        let record = connection.record
        guard connection.isRenewing else { return nil }
        var state = try RenewalTable.state(of: id, key, in: transaction)
        let offer: RenewalOffer
        if connection.standing == .renewalOffered, let last = state.offers.last?.offer, last.canReach(record.floor) {
            guard now.count >= state.offeredAt.count &+ RenewalLimits.repeatMinutes,
                try !OutboxTable.isWaiting(.renew, in: queue, in: transaction)
            else { return nil }
            offer = last
            state.offeredAt = now
        } else {
            guard try !isAnswerLost(of: record, queue, in: transaction) else {
                try ConnectionTable.markBroken(id, in: transaction)
                return nil
            }
            guard record.floor == .classical || capabilities.contains(.postQuantum) else {
                if state.obstacle != .libraryLost { try hinder(.libraryLost, state, record, of: id, in: transaction) }
                return nil
            }
            let last = max(record.epoch, queue.peerEpoch, state.offers.last?.offer.epoch ?? 0)
            guard last < .max, state.mayStart(now: now) else { return nil }
            offer = try state.start(epoch: last + 1, of: record, capabilities: capabilities, now: now)
            if state.obstacle == .libraryLost { state.obstacle = nil }
        }
        try RenewalTable.keep(state, .renewalOffered, of: id, key, in: transaction)
        let envelope = try RenewalEnvelope.seal(offer.encoded, .renew, epoch: offer.epoch, of: record)
        _ = try restart(queue, with: envelope, .renew, in: transaction)
        return record.peer.node
    }

    /// Answers an offer that counts; nil when it changes nothing.
    func answer(_ envelope: [UInt8], of connection: ConnectionTable.Connection, in transaction: Transaction) throws -> OnionAddress? {
        var record = connection.record
        guard connection.standing != .broken, let (epoch, content) = try? RenewalEnvelope.open(envelope, .renew, of: record),
            let offer = try? RenewalOffer(verifying: content, of: record),
            offer.epoch == epoch, epoch > record.epoch,
            let queue = try OutgoingQueueTable.textQueue(of: connection.id, nodeKey, in: transaction)
        else { return nil }
        var state = try RenewalTable.state(of: connection.id, key, in: transaction)
        if offer.floor > record.floor {
            // This side was restored to before the connection became hybrid, as the other side knows.
            record.raiseFloor(to: offer.floor)
            try ConnectionTable.keep(record, of: connection.id, key, in: transaction)
        }
        if let mine = state.offers.last?.offer.epoch {
            // Both at once: the later epoch counts; of two equal ones that of the lower identity key.
            let isMineLower = record.keys.identity.publicKey.bytes.lexicographicallyPrecedes(record.peerIdentity.bytes)
            guard epoch > mine || (epoch == mine && !isMineLower) else { return nil }
        }
        let answered: RenewalAgreement.Answered
        do {
            answered = try RenewalAgreement.answer(offer, of: record, capabilities: capabilities, now: now)
        } catch let obstacle as RenewalObstacle {
            try hinder(obstacle, state, record, of: connection.id, in: transaction)
            return nil
        } catch { return nil }
        record.epoch = epoch
        record.raiseFloor(to: answered.agreement)
        state.forget(upTo: epoch)
        let next = try restart(queue, with: answered.envelope, .renewed, in: transaction)
        try keep(record, answered.session, state, .good, of: connection.id, in: transaction)
        try resume(connection.id, record, answered.session, in: next, transaction: transaction)
        return record.peer.node
    }

    /// Takes the answer to an offer of ours; nil when it is none.
    ///
    /// **Errors** ``ChatError/postQuantumLost`` when it is one that this node can't use now: what the other side writes after it is sealed
    /// in the session that it begins, so it must be kept, and all behind it.
    func complete(_ envelope: [UInt8], of connection: ConnectionTable.Connection, in transaction: Transaction) throws -> OnionAddress? {
        var record = connection.record
        guard connection.standing != .broken, let (epoch, content) = try? RenewalEnvelope.open(envelope, .renewed, of: record),
            epoch > record.epoch, let queue = try OutgoingQueueTable.textQueue(of: connection.id, nodeKey, in: transaction)
        else { return nil }
        var state = try RenewalTable.state(of: connection.id, key, in: transaction)
        guard let offered = state.offers.first(where: { $0.offer.epoch == epoch }) else { return nil }
        let session: RatchetSession
        do {
            let completed = try RenewalAgreement.complete(offered, content: content, of: record, capabilities: capabilities, now: now)
            session = completed.session
            record.raiseFloor(to: completed.agreement)
        } catch let obstacle as RenewalObstacle {
            // The other side has hybrid keys now, and signed it: less is nothing to go on with, even if they were not hybrid before.
            if obstacle == .libraryLost { record.raiseFloor(to: .hybrid) }
            try hinder(obstacle, state, record, of: connection.id, in: transaction)
            guard obstacle == .libraryLost else { return nil }
            throw ChatError.postQuantumLost
        } catch { return nil }
        record.epoch = epoch
        state.forget(upTo: epoch)
        // A later offer of ours is on its way: the new session opens until that one is answered. A renewal that is due again stays due.
        let standing = state.offers.isEmpty && connection.standing != .renewalDue ? .good : connection.standing
        try keep(record, session, state, standing, of: connection.id, in: transaction)
        guard standing == .good else { return nil }
        try resume(connection.id, record, session, in: queue, transaction: transaction)
        return record.peer.node
    }

    /// The renewal waits until the obstacle is gone, and with it what the member writes.
    private func hinder(
        _ obstacle: RenewalObstacle, _ state: RenewalState, _ record: ConnectionRecord, of id: ConnectionID, in transaction: Transaction
    ) throws {
        var state = state
        state.obstacle = obstacle
        try ConnectionTable.keep(record, of: id, key, in: transaction)
        try RenewalTable.keep(state, .renewalDue, of: id, key, in: transaction)
    }

    /// The other side was restored to before it got our answer to its request: it has none of this connection's keys.
    private func isAnswerLost(of record: ConnectionRecord, _ queue: OutgoingQueueTable.Queue, in transaction: Transaction) throws -> Bool {
        guard !record.isAsker, queue.acknowledged == 0 else { return false }
        return try !OutboxTable.isWaiting(.accept, in: queue, in: transaction)
    }

    /// Takes what is sealed in the old session out of the queue and opens the queue again with `envelope`.
    private func restart(
        _ queue: OutgoingQueueTable.Queue, with envelope: [UInt8], _ kind: EnvelopeKind, in transaction: Transaction
    ) throws -> OutgoingQueueTable.Queue {
        try OutboxTable.withdraw(from: queue, in: transaction)
        try OutgoingQueueTable.restart(queue, in: transaction)
        let expiry = UnixMinute(count: now.count &+ DeliveryLimits.longestExpiryMinutes)
        try OutboxTable.enqueue(envelope, kind: kind, expiry: expiry, message: nil, in: queue, nodeKey, transaction: transaction)
        return queue.following
    }

    private func keep(
        _ record: ConnectionRecord, _ session: RatchetSession, _ state: RenewalState, _ standing: ConnectionTable.Standing,
        of id: ConnectionID,
        in transaction: Transaction
    ) throws {
        var state = state
        state.obstacle = nil
        try ConnectionTable.keepRenewed(record, session, of: id, key, in: transaction)
        try RenewalTable.keep(state, standing, of: id, key, in: transaction)
        try RenewalTable.tell(record.epoch, for: id, in: transaction)
    }

    /// Says so in the conversation, and seals in the new session what waits in the history.
    private func resume(
        _ id: ConnectionID, _ record: ConnectionRecord, _ session: RatchetSession, in queue: OutgoingQueueTable.Queue,
        transaction: Transaction
    ) throws {
        _ = try MessageTable.insert(
            text: Array(Renewing.notice.utf8), id: Random.bytes(16), minute: now, isMine: false, state: .notice, in: id,
            historyKey: record.historyKey, transaction: transaction)
        var (queue, session) = (queue, session)
        for waiting in try MessageTable.waiting(in: id, historyKey: record.historyKey, transaction: transaction) {
            let expiry = UnixMinute(count: waiting.minute.count &+ DeliveryLimits.expiryMinutes)
            let inner = InnerMessage(
                .repeatedText, id: waiting.innerID, sequence: queue.nextSequence, minute: waiting.minute, expiry: expiry, body: waiting.text
            )
            guard expiry >= now, let plaintext = inner.encodePadded() else {
                _ = try MessageTable.setState(.expired, of: [waiting.id], in: transaction)
                continue
            }
            let (envelope, next) = try session.sealing(plaintext, associatedData: record.associatedData)
            try OutboxTable.enqueue(
                envelope, kind: .message, expiry: expiry, message: waiting.id, in: queue, nodeKey, transaction: transaction)
            (queue, session) = (queue.following, next)
        }
        try ConnectionTable.keepSent(session, of: id, key, in: transaction)
    }
}
