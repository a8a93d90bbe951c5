package import Domain
package import Store

/// What mail keeps of an account, and how it goes.
extension Mail: AccountHolder {
    package static let claims = AccountClaims(
        tables: [
            "incoming_request", "denial", "outgoing_request", "conversation", "connection", "incoming_queue", "inbox", "outgoing_queue",
            "outbox",
            "message",
        ],
        otherTables: ["capsule": "hashes of requests that any stranger sent, by which a repetition is known"],
        memory: ["openings", "feeds", "foundCards", "delivery", "limits"],
        otherMemory: [
            "executor": "where the actor runs", "context": "the ground of the node; who is here ends first of all",
            "transport": "the way to other nodes",
        ])

    /// Requests are opened with the prekeys that they were sealed to, before those are changed.
    package nonisolated func admit(
        _ account: AccountID, named name: Username, _ key: AccountKey, _ record: AccountRecord, in transaction: Transaction
    ) throws {
        let scope = NodeScope(transaction: transaction, nodeKey: nodeKey, now: now, capabilities: environment.capabilities)
        let mine = scope.member(account, at: MemberAddress(name: name, node: node), key)
        _ = try MailOpening(mine: mine, record: record, watched: []).openRequests()
        try mine.finish()
    }

    /// What came while nobody was here is opened at the first page; an offer of new keys that nobody answered may have to be repeated too.
    package func admitted(_ account: AccountID) { openings.pending.insert(account) }

    /// A job that is under way ends with its batch: the sign-in it works for has ended.
    package func forget(_ account: AccountID) {
        openings.pending.remove(account)
        foundCards.forget(account)
        limits.forget(account)
    }

    package nonisolated func traces(of account: AccountID, in transaction: Transaction) throws -> any AccountTraces {
        let scope = NodeScope(transaction: transaction, nodeKey: nodeKey, now: now, capabilities: environment.capabilities)
        return try MailTraces(of: account, in: scope)
    }

    package nonisolated func hide(_ account: AccountID, in transaction: Transaction) throws {
        try VanishingMail.deleteStanding(of: account, in: transaction)
    }

    package nonisolated func erase(_ account: AccountID, limit: Int, in transaction: Transaction) throws -> Bool {
        if try VanishingMail.deleteEnvelopes(of: account, limit: limit, in: transaction) { return true }
        return try VanishingMail.deleteHistory(of: account, limit: limit, in: transaction)
    }

    /// Drops by what the memory would tell whom a member talked to, as far as nobody else needs it.
    package func vanished(_ traces: any AccountTraces) async {
        guard let traces = traces as? MailTraces else { return }
        for queue in traces.queues { delivery.restart(queue) }
        for node in traces.nodes {
            delivery.note(nil, of: node)
            await transport?.mailVanished(for: node)
        }
    }
}
