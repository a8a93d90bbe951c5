internal import Crypto
public import Domain
internal import Store

extension Mail {
    /// The connection requests of `member`: those that wait, those sent, those denied.
    public func requests(of member: Member) async throws(ChatError) -> Requests {
        let capabilities = environment.capabilities
        return try await look(as: member) { mine in
            let waiting = try mine.requests.opened(.waiting)
            let denied = try mine.requests.opened(.denied)
            let sent = try mine.sentRequests.all()
            // What could be opened was opened on the way here.
            let locked = capabilities.contains(.postQuantum) ? 0 : try mine.requests.unopenedCount()
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

    /// Accepts a request: fresh keys on both sides for this connection alone. Returns the conversation's id.
    public func accept(_ id: RequestID, as member: Member) async throws(ChatError) -> ConversationID {
        let made = try await change(as: member) { mine -> (conversation: ConversationID, node: OnionAddress) in
            guard let request = try mine.requests.opened(id, .waiting), let record = try mine.record else { throw ChatError.notFound }
            let payload = request.payload
            if let found = try mine.connections.find(payload.from), !found.isBroken { throw ChatError.alreadyConnected }
            let floor = max(try mine.connections.floor(with: payload.from, payload.accountKey), request.agreement)
            let accepted = try Acceptance.accept(
                payload, as: mine.own, account: record.signingKey, capabilities: mine.capabilities, floor: floor, now: mine.now)
            let conversation = try TakeOver.conversation(with: payload.from, payload.accountKey, in: mine)
            let connection = ConnectionID.random()
            try mine.connections.insert(connection, accepted.record, session: accepted.session, in: conversation.id)
            for queue in [accepted.record.keys.textQueue, accepted.record.keys.bulkQueue] {
                try mine.incomingQueues.insert(queue, of: mine.account, owner: .connection(connection))
            }
            try mine.outgoingQueues.insert(accepted.peerBundle, at: payload.from.node, of: connection, mine.account)
            guard let queue = try mine.outgoingQueues.textQueue(of: connection) else { throw ChatError.storage }
            let expiry = UnixMinute(count: mine.now.count &+ DeliveryLimits.longestExpiryMinutes)
            _ = try mine.outbox.enqueue(accepted.envelope, kind: .accept, expiry: expiry, message: nil, in: queue)
            try mine.requests.delete(id)
            // Whoever accepts no longer asks: a request of ours to the same person is answered by this.
            if let own = try mine.sentRequests.find(to: payload.from) { try mine.sentRequests.forget(own) }
            return (conversation.id, payload.from.node)
        }
        await transport?.hasMail(for: made.node)
        return made.conversation
    }

    /// Denies a request: nothing is sent, and that account finds this profile no more.
    public func deny(_ id: RequestID, as member: Member) async throws(ChatError) {
        try await change(as: member) { mine in
            guard let request = try mine.requests.opened(id, .waiting) else { throw ChatError.notFound }
            try mine.requests.deny(request)
        }
    }

    /// Takes a denial back: the request waits again.
    public func undoDenial(_ id: RequestID, as member: Member) async throws(ChatError) {
        try await change(as: member) { mine in
            guard try mine.requests.opened(id, .denied) != nil else { throw ChatError.notFound }
            try mine.requests.undoDenial(id)
        }
    }
}
