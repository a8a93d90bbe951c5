internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// Opens what came for a member while nobody held their key: requests first, then envelopes, each queue in order.
///
/// Opening an envelope deletes it, advances the ratchet and inserts the history row in the caller's one transaction, so that a crash repeats or
/// keeps all of it. An envelope that does not open is dropped and counted, and changes nothing else. **Source** protocol §8.2, §9.6.
struct MailOpening: Sendable {
    /// Envelopes and requests opened in one transaction: the store's thread is shared by all members.
    static let batchLimit = 64

    let account: AccountID
    let key: AccountKey
    let own: MemberAddress
    let now: UnixMinute
    let nodeKey: NodeKey
    let record: AccountRecord
    /// What this node can do: what was begun with more waits or fails, and never goes on with less.
    let capabilities: Capabilities

    /// Opens waiting requests; true when more may wait.
    func openRequests(in transaction: Transaction) throws -> Bool {
        try IncomingRequestTable.forgetExpired(now: now, in: transaction)
        try OutgoingRequestTable.forgetExpired(of: account, now: now, in: transaction)
        let requests = try IncomingRequestTable.unopened(of: account, limit: MailOpening.batchLimit, nodeKey, in: transaction)
        for (id, request) in requests {
            let outcome = request.map { RequestSealing.open($0, as: own, with: record.prekeys, capabilities) }
            if case .locked = outcome { continue }
            if let request, case .opened(let payload, let agreement) = outcome, try mayStand(payload.from, in: transaction) {
                try IncomingRequestTable.keep(payload, agreement, of: request, account: account, key, in: transaction)
            } else {
                try IncomingRequestTable.delete(id, account: account, in: transaction)
            }
        }
        return requests.count == MailOpening.batchLimit
    }

    /// What opening did.
    struct Opened: Sendable {
        /// The conversations that changed.
        private(set) var changed: Set<ConnectionID> = []
        /// The nodes for which something waits now.
        private(set) var mail: Set<OnionAddress> = []
        /// Whether more may wait to be opened.
        var mayWait = false
        /// What came already.
        fileprivate var seen = SeenTexts()

        fileprivate mutating func note(_ conversation: ConnectionID, mailFor node: OnionAddress? = nil) {
            changed.insert(conversation)
            if let node { mail.insert(node) }
        }
    }

    /// Opens waiting envelopes.
    func openEnvelopes(in transaction: Transaction) throws -> Opened {
        let waiting = try IncomingQueueTable.waiting(for: account, limit: MailOpening.batchLimit, nodeKey, in: transaction)
        var opened = Opened()
        // Requests answered in this batch: what waits behind the answer, in the same queue, is the connection's already.
        var connected: [SentRequestID: ConnectionID] = [:]
        // What begins a session needs ML-KEM, which is lost: it stays, and all behind it in its queue.
        var held: Set<IncomingQueueTable.Owner> = []
        for envelope in waiting {
            guard !held.contains(envelope.owner) else { continue }
            do { try open(envelope, &connected, &opened, in: transaction) } catch ChatError.postQuantumLost {
                switch envelope.owner {
                case .request(let id):
                    if let connection = connected[id] {
                        try hold(connection, &opened, in: transaction)
                    } else {
                        try IncomingQueueTable.hold(request: id, in: transaction)
                    }
                case .connection(let id): try hold(id, &opened, in: transaction)
                }
                held.insert(envelope.owner)
                continue
            }
            try IncomingQueueTable.delete(envelope, in: transaction)
        }
        opened.mayWait = waiting.count == MailOpening.batchLimit
        return opened
    }

    /// Holds the queues of a connection: what begins its next session can't be used now.
    private func hold(_ connection: ConnectionID, _ opened: inout Opened, in transaction: Transaction) throws {
        try IncomingQueueTable.hold(connection: connection, in: transaction)
        opened.note(connection)
    }

    /// Opens one envelope of a queue that is a request's until it is answered.
    private func open(
        _ envelope: IncomingQueueTable.Waiting, _ connected: inout [SentRequestID: ConnectionID], _ opened: inout Opened,
        in transaction: Transaction
    ) throws {
        switch envelope.owner {
        case .request(let id):
            if let connection = connected[id] {
                try open(envelope, of: connection, &opened, in: transaction)
            } else {
                connected[id] = try complete(id, envelope, in: transaction)
            }
        case .connection(let id): try open(envelope, of: id, &opened, in: transaction)
        }
    }

    /// Offers new keys where they are due: after everything is opened, since the other side's own offer may be among it.
    func renew(_ opened: inout Opened, in transaction: Transaction) throws {
        for id in try RenewalTable.renewing(of: account, in: transaction) {
            if let node = try renewing.offer(id, in: transaction) { opened.note(id, mailFor: node) }
        }
    }

    private var renewing: Renewing { Renewing(account: account, key: key, now: now, nodeKey: nodeKey, capabilities: capabilities) }

    /// Whether a request of `sender` is shown: not from someone denied, known or already waiting; of two crossing ones the lower address's stands.
    private func mayStand(_ sender: MemberAddress, in transaction: Transaction) throws -> Bool {
        if try IncomingRequestTable.isDenied(sender, account: account, key, in: transaction) { return false }
        if let (_, isBroken) = try ConnectionTable.find(sender, account: account, key, in: transaction), !isBroken { return false }
        if let earlier = try IncomingRequestTable.waiting(from: sender, account: account, key, in: transaction) {
            // The newer request of one person replaces their elder: it has the keys that they still hold.
            try IncomingRequestTable.delete(earlier, account: account, in: transaction)
        }
        if let mine = try OutgoingRequestTable.find(to: sender, account: account, key, in: transaction) {
            guard sender < own else { return false }
            try OutgoingRequestTable.forget(mine, account: account, in: transaction)
        }
        return true
    }

    /// Makes the connection out of the answer to a request of ours; nil when it is no answer that can stand.
    ///
    /// **Errors** ``ChatError/postQuantumLost`` when it can stand, and this node can't use it.
    private func complete(_ id: SentRequestID, _ envelope: IncomingQueueTable.Waiting, in transaction: Transaction) throws -> ConnectionID?
    {
        guard envelope.kind == EnvelopeKind.accept.rawValue, let bytes = envelope.envelope,
            let request = try OutgoingRequestTable.request(id, account: account, key, in: transaction)
        else { return nil }
        if let (_, isBroken) = try ConnectionTable.find(request.to, account: account, key, in: transaction), !isBroken { return nil }
        let existing = try ConnectionTable.historyKey(of: request.to, account: account, key, in: transaction)
        let floor = try ConnectionTable.floor(with: request.to, request.accountKey, account: account, key, in: transaction)
        guard let made = try answer(to: request, bytes, floor: max(floor, request.floor), historyKey: existing ?? .random(64)),
            // The other side names its queues. One that is taken would fail below at every visit, and keep all mail behind it unopened.
            try !OutgoingQueueTable.isTaken(made.peerBundle, in: transaction)
        else { return nil }
        let takeOver = try TakeOver.begin(request.to, request.accountKey, account: account, key, in: transaction)
        let connection = ConnectionID.random()
        try ConnectionTable.insert(connection, made.record, session: made.session, account: account, key, in: transaction)
        try IncomingQueueTable.hand(request: id, to: connection, in: transaction)
        try OutgoingQueueTable.insert(
            made.peerBundle, to: made.record.peer.node, of: connection, account: account, nodeKey, in: transaction)
        try OutgoingRequestTable.delete(id, account: account, in: transaction)
        try takeOver?.finish(by: connection, historyKey: made.record.historyKey, now: now, in: transaction)
        return connection
    }

    private func answer(
        to request: SentRequest, _ envelope: [UInt8], floor: KeyAgreement, historyKey: SecretBytes
    ) throws -> (record: ConnectionRecord, session: RatchetSession, peerBundle: ConnectionBundle)? {
        do {
            return try Acceptance.complete(
                request, envelope: envelope, as: own, account: record.signingKey, capabilities: capabilities, floor: floor, now: now,
                historyKey: historyKey)
        } catch ChatError.postQuantumLost { throw ChatError.postQuantumLost } catch { return nil }
    }

    /// Opens one envelope of a connection.
    private func open(
        _ envelope: IncomingQueueTable.Waiting, of id: ConnectionID, _ opened: inout Opened, in transaction: Transaction
    ) throws {
        guard let connection = try ConnectionTable.connection(id, account: account, key, in: transaction) else { return }
        // A kind that this version does not know says nothing about the keys, and neither does an offer that does not open.
        switch EnvelopeKind(rawValue: envelope.kind) {
        case .message: if try openMessage(envelope, of: connection, &opened.seen, in: transaction) { opened.note(id) }
        case .renew:
            guard let bytes = envelope.envelope, let node = try renewing.answer(bytes, of: connection, in: transaction) else { return }
            opened.note(id, mailFor: node)
        case .renewed:
            guard let bytes = envelope.envelope, let node = try renewing.complete(bytes, of: connection, in: transaction) else { return }
            opened.note(id, mailFor: node)
        case .accept, nil: break
        }
    }

    /// Opens one message; true when the history changed.
    private func openMessage(
        _ envelope: IncomingQueueTable.Waiting, of connection: ConnectionTable.Connection, _ seen: inout SeenTexts,
        in transaction: Transaction
    ) throws -> Bool {
        let id = connection.id
        guard let session = try ConnectionTable.session(of: id, key, in: transaction) else { return false }
        let plaintext: [UInt8]
        let next: RatchetSession
        do {
            guard let bytes = envelope.envelope else { throw RatchetError.bodyNotAuthentic }
            (plaintext, next) = try session.opening(
                bytes, associatedData: connection.record.associatedData, now: Int64(now.count) * 60)
        } catch RatchetError.jumpTooLarge where connection.standing == .good {
            try RenewalTable.require(id, in: transaction)
            return true
        } catch {
            try ConnectionTable.countFailure(id, in: transaction)
            return true
        }
        try ConnectionTable.keepReceived(next, of: id, key, in: transaction)
        guard let message = try? InnerMessage(decodingPadded: plaintext), let kind = InnerMessage.Kind(rawValue: message.kind),
            kind == .text || kind == .repeatedText, String(validating: message.body, as: UTF8.self) != nil
        else { return false }
        let historyKey = connection.record.historyKey
        // Sealed anew after a renewal: it may have come before.
        if kind == .repeatedText, try seen.contains(message.id, in: id, historyKey: historyKey, transaction: transaction) { return false }
        seen.note(message.id, in: id)
        _ = try MessageTable.insert(
            text: message.body, id: message.id, minute: message.minute, isMine: false, state: .received, in: id,
            historyKey: historyKey, transaction: transaction)
        try ConnectionTable.addUnread(id, in: transaction)
        return true
    }
}
