package import Store

/// One look at the store or one change of it, by the node itself: what works while members are logged out.
///
/// It hands out tables as values (each module adds its own). Not `Sendable`: it lives as long as its transaction.
package struct NodeScope {
    package let transaction: Transaction
    package let nodeKey: NodeKey
    /// The minute in which the transaction was asked for.
    package let now: UnixMinute
    /// What this node can do.
    package let capabilities: Capabilities
    /// Seals and opens what is the node's; its schedules last as long as the scope.
    package let records: RecordKey

    package init(transaction: Transaction, nodeKey: NodeKey, now: UnixMinute, capabilities: Capabilities) {
        records = nodeKey.records.forWork()
        self.transaction = transaction
        self.nodeKey = nodeKey
        self.now = now
        self.capabilities = capabilities
    }

    /// The same, for a member who is present.
    package func member(_ account: AccountID, at own: MemberAddress, _ key: AccountKey) -> MemberScope {
        MemberScope(node: self, account: account, own: own, key: key)
    }
}

/// The same for a present member, with the key to what is theirs: what needs it can't be called without one.
package struct MemberScope {
    package let node: NodeScope
    package let account: AccountID
    /// Where other nodes find the member.
    package let own: MemberAddress
    package let key: AccountKey
    /// Seals and opens what is the member's; its schedules last as long as the scope.
    package let records: RecordKey
    /// What was read once and is written once, at the end of the scope.
    package let kept = Kept()

    fileprivate init(node: NodeScope, account: AccountID, own: MemberAddress, key: AccountKey) {
        self.node = node
        self.account = account
        self.own = own
        self.key = key
        records = key.records.forWork()
    }

    /// Writes what ``kept`` holds: whoever makes a scope by hand calls it last; `change` does by itself.
    package func finish() throws { try kept.finish() }

    package var transaction: Transaction { node.transaction }
    package var nodeKey: NodeKey { node.nodeKey }
    package var now: UnixMinute { node.now }
    package var capabilities: Capabilities { node.capabilities }

    /// The account's own secrets; nil when it is gone.
    package var record: AccountRecord? { get throws { try AccountTable.record(of: account, key, in: transaction) } }
}

/// What tables keep in a scope between their calls: one value for each kind, and what is to be written at the end.
///
/// It lives as long as its transaction, on the store's thread: when that fails, what it holds is dropped with it.
package final class Kept {
    private var values: [ObjectIdentifier: AnyObject] = [:]
    private var endings: [() throws -> Void] = []

    /// The kept value of that kind; made at its first use. `finish` runs at the end of the scope.
    package func value<Value: AnyObject>(_ make: () -> Value, finish: @escaping (Value) throws -> Void) -> Value {
        let kind = ObjectIdentifier(Value.self)
        if let kept = values[kind] as? Value { return kept }
        let made = make()
        values[kind] = made
        endings.append { try finish(made) }
        return made
    }

    fileprivate func finish() throws {
        for ending in endings { try ending() }
    }
}

extension NodeFeature {
    /// Runs `body` as one durable change; what the domain refuses passes through, all else is ``ChatError/storage``.
    package nonisolated func change<Result: Sendable>(
        _ body: @escaping @Sendable (NodeScope) throws -> Result
    ) async throws(ChatError) -> Result {
        let (nodeKey, now, capabilities) = (nodeKey, now, environment.capabilities)
        return try await write { transaction in
            try body(NodeScope(transaction: transaction, nodeKey: nodeKey, now: now, capabilities: capabilities))
        }
    }

    /// Runs `body` over committed state.
    package nonisolated func look<Result: Sendable>(
        _ body: @escaping @Sendable (NodeScope) throws -> Result
    ) async throws(ChatError) -> Result {
        let (nodeKey, now, capabilities) = (nodeKey, now, environment.capabilities)
        return try await read { transaction in
            try body(NodeScope(transaction: transaction, nodeKey: nodeKey, now: now, capabilities: capabilities))
        }
    }

    /// Runs `body` as one durable change by `member`.
    ///
    /// **Errors** ``ChatError/signedOut`` when their account is gone: it may have been destroyed while the request was on its way here.
    package nonisolated func change<Result: Sendable>(
        as member: Member, _ body: @escaping @Sendable (MemberScope) throws -> Result
    ) async throws(ChatError) -> Result {
        try await change { node in
            guard try AccountTable.isLive(member.account, in: node.transaction) else { throw ChatError.signedOut }
            let mine = node.member(member.account, at: member.address, member.key)
            let result = try body(mine)
            try mine.finish()
            return result
        }
    }

    /// Runs `body` over what is the member's own.
    package nonisolated func look<Result: Sendable>(
        as member: Member, _ body: @escaping @Sendable (MemberScope) throws -> Result
    ) async throws(ChatError) -> Result {
        try await look { node in try body(node.member(member.account, at: member.address, member.key)) }
    }
}
