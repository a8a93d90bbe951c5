internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The steps of a renewal, each whole in the caller's transaction, while the member is present: offering, answering, completing.
///
/// Nothing is sealed in the old session once an offer has left; what was not acknowledged is sealed anew in the new one, under new
/// sequence numbers. **Source** protocol §9.7.
struct Renewing {
    private typealias Connection = ConnectionTable.Connection
    private typealias Standing = ConnectionTable.Standing
    private typealias Queue = OutgoingQueueTable.Queue

    let mine: MemberScope

    /// Offers new keys where they are due, and repeats an offer that stays unanswered. The node for which something waits then.
    func offer(_ connection: ConnectionTable.Connection) throws -> OnionAddress? {
        guard connection.isRenewing, let queue = try mine.outgoingQueues.textQueue(of: connection.id) else { return nil }
        let record = connection.record
        var state = try mine.connections.renewal(of: connection.id)
        let offer: RenewalOffer
        if connection.standing == .renewalOffered, let last = state.offers.last?.offer, last.canReach(record.floor) {
            guard mine.now.count >= state.offeredAt.count &+ RenewalLimits.repeatMinutes,
                try !mine.outbox.isWaiting(.renew, in: queue)
            else { return nil }
            offer = last
            state.offeredAt = mine.now
        } else {
            guard try !isAnswerLost(of: record, queue) else {
                try mine.node.connections.markBroken(connection.id)
                return nil
            }
            guard record.floor == .classical || mine.capabilities.contains(.postQuantum) else {
                if state.obstacle != .libraryLost { try hinder(.libraryLost, state, record, of: connection.id) }
                return nil
            }
            let last = max(record.epoch, queue.peerEpoch, state.offers.last?.offer.epoch ?? 0)
            guard last < .max, state.mayStart(now: mine.now) else { return nil }
            offer = try state.start(epoch: last + 1, of: record, capabilities: mine.capabilities, now: mine.now)
            if state.obstacle == .libraryLost { state.obstacle = nil }
        }
        try mine.connections.keep(state, .renewalOffered, of: connection.id)
        let envelope = try RenewalEnvelope.seal(offer.encoded, .renew, epoch: offer.epoch, of: record)
        _ = try restart(queue, with: envelope, .renew)
        return record.peer.node
    }

    /// Answers an offer that counts; nil when it changes nothing.
    func answer(_ envelope: [UInt8], of connection: ConnectionTable.Connection) throws -> OnionAddress? {
        var record = connection.record
        guard connection.standing != .broken, let (epoch, content) = try? RenewalEnvelope.open(envelope, .renew, of: record),
            let offer = try? RenewalOffer(verifying: content, of: record),
            offer.epoch == epoch, epoch > record.epoch,
            let queue = try mine.outgoingQueues.textQueue(of: connection.id)
        else { return nil }
        var state = try mine.connections.renewal(of: connection.id)
        if offer.floor > record.floor {
            // This side was restored to before the connection became hybrid, as the other side knows.
            record.raiseFloor(to: offer.floor)
            try mine.connections.keep(record, of: connection.id)
        }
        if let own = state.offers.last?.offer.epoch {
            // Both at once: the later epoch counts; of two equal ones that of the lower identity key.
            let isMineLower = record.keys.identity.publicKey.bytes.lexicographicallyPrecedes(record.peerIdentity.bytes)
            guard epoch > own || (epoch == own && !isMineLower) else { return nil }
        }
        let answered: RenewalAgreement.Answered
        do {
            answered = try RenewalAgreement.answer(offer, of: record, capabilities: mine.capabilities, now: mine.now)
        } catch let obstacle as RenewalObstacle {
            try hinder(obstacle, state, record, of: connection.id)
            return nil
        } catch { return nil }
        record.epoch = epoch
        record.raiseFloor(to: answered.agreement)
        state.forget(upTo: epoch)
        let next = try restart(queue, with: answered.envelope, .renewed)
        try keep(record, answered.session, state, .good, of: connection.id)
        try resume(connection, record, answered.session, in: next)
        return record.peer.node
    }

    /// Takes the answer to an offer of ours; nil when it is none.
    ///
    /// **Errors** ``ChatError/postQuantumLost`` when it is one that this node can't use now: what the other side writes after it is sealed
    /// in the session that it begins, so it must be kept, and all behind it.
    func complete(_ envelope: [UInt8], of connection: ConnectionTable.Connection) throws -> OnionAddress? {
        var record = connection.record
        guard connection.standing != .broken, let (epoch, content) = try? RenewalEnvelope.open(envelope, .renewed, of: record),
            epoch > record.epoch, let queue = try mine.outgoingQueues.textQueue(of: connection.id)
        else { return nil }
        var state = try mine.connections.renewal(of: connection.id)
        guard let offered = state.offers.first(where: { $0.offer.epoch == epoch }) else { return nil }
        let session: RatchetSession
        do {
            let completed = try RenewalAgreement.complete(
                offered, content: content, of: record, capabilities: mine.capabilities, now: mine.now)
            session = completed.session
            record.raiseFloor(to: completed.agreement)
        } catch let obstacle as RenewalObstacle {
            // The other side has hybrid keys now, and signed it: less is nothing to go on with, even if they were not hybrid before.
            if obstacle == .libraryLost { record.raiseFloor(to: .hybrid) }
            try hinder(obstacle, state, record, of: connection.id)
            guard obstacle == .libraryLost else { return nil }
            throw ChatError.postQuantumLost
        } catch { return nil }
        record.epoch = epoch
        state.forget(upTo: epoch)
        // A later offer of ours is on its way: the new session opens until that one is answered. A renewal that is due again stays due.
        let standing = state.offers.isEmpty && connection.standing != .renewalDue ? .good : connection.standing
        try keep(record, session, state, standing, of: connection.id)
        guard standing == .good else { return nil }
        try resume(connection, record, session, in: queue)
        return record.peer.node
    }

    /// The renewal waits until the obstacle is gone, and with it what the member writes.
    private func hinder(_ obstacle: RenewalObstacle, _ state: RenewalState, _ record: ConnectionRecord, of id: ConnectionID) throws {
        var state = state
        state.obstacle = obstacle
        try mine.connections.keep(record, of: id)
        try mine.connections.keep(state, .renewalDue, of: id)
    }

    /// The other side was restored to before it got our answer to its request: it has none of this connection's keys.
    private func isAnswerLost(of record: ConnectionRecord, _ queue: Queue) throws -> Bool {
        guard !record.isAsker, queue.acknowledged == 0 else { return false }
        return try !mine.outbox.isWaiting(.accept, in: queue)
    }

    /// Takes what is sealed in the old session out of the queue and opens the queue again with `envelope`.
    private func restart(_ queue: Queue, with envelope: [UInt8], _ kind: EnvelopeKind) throws -> Queue {
        try mine.outbox.withdraw(from: queue)
        try mine.outgoingQueues.restart(queue)
        let expiry = UnixMinute(count: mine.now.count &+ DeliveryLimits.longestExpiryMinutes)
        return try mine.outbox.enqueue(envelope, kind: kind, expiry: expiry, message: nil, in: queue)
    }

    private func keep(
        _ record: ConnectionRecord, _ session: RatchetSession, _ state: RenewalState, _ standing: Standing, of id: ConnectionID
    ) throws {
        var state = state
        state.obstacle = nil
        try mine.connections.keepRenewed(record, session, of: id)
        try mine.connections.keep(state, standing, of: id)
        try mine.incomingQueues.tell(record.epoch, for: id)
    }

    /// Says so in the conversation, and seals in the new session what waits in the history.
    private func resume(_ connection: Connection, _ record: ConnectionRecord, _ session: RatchetSession, in queue: Queue) throws {
        guard let conversation = try mine.conversations.open(connection.conversation) else { return }
        _ = try conversation.append(.notice(.keysRenewed, minute: mine.now), state: .notice)
        var (queue, session) = (queue, session)
        for waiting in try conversation.waiting(for: connection.id) {
            let message = waiting.message
            let expiry = UnixMinute(count: message.minute.count &+ DeliveryLimits.expiryMinutes)
            let inner = InnerMessage(
                kind: message.kind, .repeated, id: message.id, sequence: queue.nextSequence, minute: message.minute, expiry: expiry,
                body: message.body)
            guard expiry >= mine.now, let plaintext = inner.encodePadded() else {
                try conversation.setState(.expired, of: waiting.number)
                continue
            }
            let (envelope, next) = try session.sealing(plaintext, associatedData: record.associatedData)
            queue = try mine.outbox.enqueue(envelope, kind: .message, expiry: expiry, message: waiting.number, in: queue)
            session = next
        }
        try mine.connections.keepSent(session, of: connection.id)
    }
}
