internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// Opens what came for a member while nobody held their key: requests first, then envelopes, each queue in order.
///
/// Opening an envelope deletes it, advances the ratchet and puts the message into the history in the caller's one transaction, so that a crash
/// repeats or keeps all of it. An envelope that does not open is dropped and counted, and changes nothing else. **Source** protocol §9.5, §9.6.
struct MailOpening {
    /// Envelopes and requests opened in one transaction: the store's thread is shared by all members.
    static let batchLimit = 64

    let mine: MemberScope
    let record: AccountRecord
    /// The conversations that are on a live page of the member's: what comes in them is read as it comes.
    let watched: Set<ConversationID>

    /// Opens waiting requests; true when more may wait.
    func openRequests() throws -> Bool {
        try mine.node.incomingRequests.forgetExpired()
        try mine.sentRequests.forgetExpired()
        let requests = try mine.requests.unopened(limit: MailOpening.batchLimit)
        for (id, request) in requests {
            let outcome = request.map { RequestSealing.open($0, as: mine.own, with: record.prekeys, mine.capabilities) }
            if case .locked = outcome { continue }
            if let request, case .opened(let payload, let agreement) = outcome, try mayStand(payload.from) {
                try mine.requests.keep(payload, agreement, of: request)
            } else {
                try mine.requests.delete(id)
            }
        }
        return requests.count == MailOpening.batchLimit
    }

    /// What opening did.
    struct Opened: Sendable {
        /// The conversations that changed.
        private(set) var changed: Set<ConversationID> = []
        /// The nodes for which something waits now.
        private(set) var mail: Set<OnionAddress> = []
        /// Whether more may wait to be opened.
        var mayWait = false
        /// What came already.
        fileprivate var seen = SeenMessages()
        /// Requests answered in this batch: what waits behind the answer, in the same queue, is the connection's already.
        fileprivate var connected: [SentRequestID: ConnectionID] = [:]

        fileprivate mutating func note(_ conversation: ConversationID, mailFor node: OnionAddress? = nil) {
            changed.insert(conversation)
            if let node { mail.insert(node) }
        }
    }

    /// Opens waiting envelopes.
    func openEnvelopes() throws -> Opened {
        let waiting = try mine.incomingQueues.waiting(for: mine.account, limit: MailOpening.batchLimit)
        var opened = Opened()
        // What begins a session needs ML-KEM, which is lost: it stays, and all behind it in its queue.
        var held: Set<IncomingQueueTable.Owner> = []
        for envelope in waiting {
            guard !held.contains(envelope.owner) else { continue }
            do { try open(envelope, &opened) } catch ChatError.postQuantumLost {
                try hold(envelope.owner, &opened)
                held.insert(envelope.owner)
                continue
            }
            try mine.incomingQueues.delete(envelope)
        }
        opened.mayWait = waiting.count == MailOpening.batchLimit
        return opened
    }

    /// Offers new keys where they are due: after everything is opened, since the other side's own offer may be among it.
    func renew(_ opened: inout Opened) throws {
        for id in try mine.connections.renewing() {
            guard let connection = try mine.connections.connection(id), let node = try renewing.offer(connection) else { continue }
            opened.note(connection.conversation, mailFor: node)
        }
    }

    private var renewing: Renewing { Renewing(mine: mine) }

    private func hold(_ owner: IncomingQueueTable.Owner, _ opened: inout Opened) throws {
        let connection: ConnectionID
        switch owner {
        case .request(let id):
            guard let answered = opened.connected[id] else { return try mine.incomingQueues.hold(id) }
            connection = answered
        case .connection(let id): connection = id
        }
        try mine.incomingQueues.hold(connection)
        if let conversation = try mine.node.connections.conversation(of: connection) { opened.note(conversation) }
    }

    /// Opens one envelope of a queue that is a request's until it is answered.
    private func open(_ envelope: IncomingQueueTable.Waiting, _ opened: inout Opened) throws {
        switch envelope.owner {
        case .request(let id):
            if let connection = opened.connected[id] {
                try open(envelope, of: connection, &opened)
            } else {
                opened.connected[id] = try complete(id, envelope)
            }
        case .connection(let id): try open(envelope, of: id, &opened)
        }
    }

    /// Whether a request of `sender` is shown: not from someone denied, known or already waiting; of two crossing ones the lower address's stands.
    private func mayStand(_ sender: MemberAddress) throws -> Bool {
        if try mine.requests.isDenied(sender) { return false }
        if let found = try mine.connections.find(sender), !found.isBroken { return false }
        if let earlier = try mine.requests.waiting(from: sender) {
            // The newer request of one person replaces their elder: it has the keys that they still hold.
            try mine.requests.delete(earlier)
        }
        if let own = try mine.sentRequests.find(to: sender) {
            guard sender < mine.own else { return false }
            try mine.sentRequests.forget(own)
        }
        return true
    }

    /// Makes the connection out of the answer to a request of ours; nil when it is no answer that can stand.
    ///
    /// **Errors** ``ChatError/postQuantumLost`` when it can stand, and this node can't use it.
    private func complete(_ id: SentRequestID, _ envelope: IncomingQueueTable.Waiting) throws -> ConnectionID? {
        guard envelope.kind == EnvelopeKind.accept.rawValue, let bytes = envelope.envelope, let request = try mine.sentRequests.request(id)
        else { return nil }
        if let found = try mine.connections.find(request.to), !found.isBroken { return nil }
        let floor = max(try mine.connections.floor(with: request.to, request.accountKey), request.floor)
        guard let made = try answer(to: request, bytes, floor: floor),
            // The other side names its queues. One that is taken would fail below at every visit, and keep all mail behind it unopened.
            try !mine.outgoingQueues.isTaken(made.peerBundle)
        else { return nil }
        let conversation = try TakeOver.conversation(with: request.to, request.accountKey, in: mine)
        let connection = ConnectionID.random()
        try mine.connections.insert(connection, made.record, session: made.session, in: conversation.id)
        try mine.incomingQueues.hand(id, to: connection)
        try mine.outgoingQueues.insert(made.peerBundle, at: made.record.peer.node, of: connection, mine.account)
        try mine.sentRequests.delete(id)
        return connection
    }

    private func answer(
        to request: SentRequest, _ envelope: [UInt8], floor: KeyAgreement
    ) throws -> (record: ConnectionRecord, session: RatchetSession, peerBundle: ConnectionBundle)? {
        do {
            return try Acceptance.complete(
                request, envelope: envelope, as: mine.own, account: record.signingKey, capabilities: mine.capabilities, floor: floor,
                now: mine.now)
        } catch ChatError.postQuantumLost { throw ChatError.postQuantumLost } catch { return nil }
    }

    /// Opens one envelope of a connection.
    private func open(_ envelope: IncomingQueueTable.Waiting, of id: ConnectionID, _ opened: inout Opened) throws {
        guard let connection = try mine.connections.connection(id) else { return }
        // A kind that this version does not know says nothing about the keys, and neither does an offer that does not open.
        switch EnvelopeKind(rawValue: envelope.kind) {
        case .message: if try openMessage(envelope, of: connection, &opened.seen) { opened.note(connection.conversation) }
        case .renew:
            guard let bytes = envelope.envelope, let node = try renewing.answer(bytes, of: connection) else { return }
            opened.note(connection.conversation, mailFor: node)
        case .renewed:
            guard let bytes = envelope.envelope, let node = try renewing.complete(bytes, of: connection) else { return }
            opened.note(connection.conversation, mailFor: node)
        case .accept, nil: break
        }
    }

    /// Opens one message; true when the conversation changed.
    private func openMessage(
        _ envelope: IncomingQueueTable.Waiting, of connection: ConnectionTable.Connection, _ seen: inout SeenMessages
    ) throws -> Bool {
        let id = connection.id
        guard let session = try mine.connections.session(of: id) else { return false }
        let plaintext: [UInt8]
        let next: RatchetSession
        do {
            guard let bytes = envelope.envelope else { throw RatchetError.bodyNotAuthentic }
            (plaintext, next) = try session.opening(
                bytes, associatedData: connection.record.associatedData, now: Int64(mine.now.count) * 60)
        } catch RatchetError.jumpTooLarge where connection.standing == .good {
            try mine.node.connections.requireRenewal(of: id)
            return true
        } catch {
            try mine.node.connections.countFailure(of: id)
            return true
        }
        try mine.connections.keepReceived(next, of: id)
        guard let message = try? InnerMessage(decodingPadded: plaintext), ContentKind.isShown(message.kind),
            message.kind != ContentKind.text || String(validating: message.body, as: UTF8.self) != nil,
            let conversation = try mine.conversations.open(connection.conversation)
        else { return false }
        // Sealed anew after a renewal: it may have come before.
        if message.flags.contains(.repeated), try seen.contains(message.id, in: conversation) { return false }
        seen.note(message.id, in: conversation.id)
        _ = try conversation.append(
            StoredMessage(author: .peer, kind: message.kind, minute: message.minute, id: message.id, body: message.body), state: .received,
            isUnread: !watched.contains(conversation.id))
        return true
    }
}
