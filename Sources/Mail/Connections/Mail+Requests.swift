internal import Crypto
public import Domain
internal import Store

extension Mail {
    /// The connection requests of `member`: those that wait, those sent, those denied.
    public func requests(of member: Member) async throws(ChatError) -> Requests {
        let capabilities = environment.capabilities
        return try await read { transaction in
            let waiting = try IncomingRequestTable.opened(.waiting, of: member.account, member.key, in: transaction)
            let denied = try IncomingRequestTable.opened(.denied, of: member.account, member.key, in: transaction)
            let sent = try OutgoingRequestTable.all(of: member.account, member.key, in: transaction)
            // What could be opened was opened on the way here.
            let locked =
                capabilities.contains(.postQuantum) ? 0 : try IncomingRequestTable.unopenedCount(of: member.account, in: transaction)
            return Requests(
                incoming: waiting.map {
                    IncomingRequest(id: $0.id, from: $0.payload.from, greeting: $0.payload.greeting, minute: $0.arrived)
                },
                outgoing: sent.map {
                    OutgoingRequest(to: $0.request.to, greeting: $0.request.greeting, minute: $0.request.minute, isAnswerLocked: $0.isHeld)
                },
                denied: denied.map { DeniedRequest(id: $0.id, from: $0.payload.from) }, lockedCount: locked)
        }
    }

    /// Accepts a request: fresh keys on both sides for this connection alone (protocol §7). Returns the conversation's id.
    public func accept(_ id: RequestID, as member: Member) async throws(ChatError) -> ConnectionID {
        let nodeKey = nodeKey
        let now = now
        let capabilities = environment.capabilities
        let made = try await write(as: member) { transaction -> (conversation: ConnectionID, peer: MemberAddress) in
            guard let request = try IncomingRequestTable.opened(id, .waiting, of: member.account, member.key, in: transaction),
                let record = try AccountTable.record(of: member.account, member.key, in: transaction)
            else { throw ChatError.notFound }
            let payload = request.payload
            let floor = try ConnectionTable.floor(
                with: payload.from, payload.accountKey, account: member.account, member.key, in: transaction)
            let historyKey = try ConnectionTable.historyKey(of: payload.from, account: member.account, member.key, in: transaction)
            let takeOver = try TakeOver.begin(
                payload.from, payload.accountKey, account: member.account, member.key, in: transaction)
            guard try ConnectionTable.find(payload.from, account: member.account, member.key, in: transaction) == nil else {
                throw ChatError.alreadyConnected
            }
            let accepted = try Acceptance.accept(
                payload, as: member.address, account: record.signingKey, capabilities: capabilities,
                floor: max(floor, request.agreement), now: now, historyKey: historyKey ?? .random(64))
            let conversation = ConnectionID.random()
            try ConnectionTable.insert(
                conversation, accepted.record, session: accepted.session, account: member.account, member.key, in: transaction)
            for queue in [accepted.record.keys.textQueue, accepted.record.keys.bulkQueue] {
                try IncomingQueueTable.insert(queue, account: member.account, owner: .connection(conversation), nodeKey, in: transaction)
            }
            try OutgoingQueueTable.insert(
                accepted.peerBundle, to: payload.from.node, of: conversation, account: member.account, nodeKey, in: transaction)
            guard let queue = try OutgoingQueueTable.textQueue(of: conversation, nodeKey, in: transaction) else { throw ChatError.storage }
            let expiry = UnixMinute(count: now.count &+ DeliveryLimits.longestExpiryMinutes)
            try OutboxTable.enqueue(
                accepted.envelope, kind: .accept, expiry: expiry, message: nil, in: queue, nodeKey, transaction: transaction)
            try IncomingRequestTable.delete(id, account: member.account, in: transaction)
            // Whoever accepts no longer asks: a request of ours to the same person is answered by this.
            if let mine = try OutgoingRequestTable.find(to: payload.from, account: member.account, member.key, in: transaction) {
                try OutgoingRequestTable.forget(mine, account: member.account, in: transaction)
            }
            try takeOver?.finish(by: conversation, historyKey: accepted.record.historyKey, now: now, in: transaction)
            return (conversation, payload.from)
        }
        await transport?.hasMail(for: made.peer.node)
        return made.conversation
    }

    /// Denies a request: nothing is sent, and that account finds this profile no more (protocol §6.7).
    public func deny(_ id: RequestID, as member: Member) async throws(ChatError) {
        let nodeKey = nodeKey
        try await write(as: member) { transaction in
            guard let request = try IncomingRequestTable.opened(id, .waiting, of: member.account, member.key, in: transaction) else {
                throw ChatError.notFound
            }
            try IncomingRequestTable.deny(request, account: member.account, nodeKey, in: transaction)
        }
    }

    /// Takes a denial back: the request waits again.
    public func undoDenial(_ id: RequestID, as member: Member) async throws(ChatError) {
        try await write(as: member) { transaction in
            guard try IncomingRequestTable.opened(id, .denied, of: member.account, member.key, in: transaction) != nil else {
                throw ChatError.notFound
            }
            try IncomingRequestTable.undoDenial(id, account: member.account, in: transaction)
        }
    }
}
