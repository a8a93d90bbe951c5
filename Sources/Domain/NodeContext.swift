package import Crypto
package import Store

/// What every feature of one node works with: the store, the node's keys, what comes from outside, and who is here.
package struct NodeContext: Sendable {
    /// All that lasts.
    package let store: Database
    /// The node's own key.
    package let nodeKey: NodeKey
    /// This node's peer onion: the part after the `@` of its members' addresses.
    package let node: OnionAddress
    /// Time, threads, chance of failure: what is not ours.
    package let environment: ChatEnvironment
    /// Who is here.
    package let presence: Presence

    /// The ground on which the features of one node stand.
    package init(store: Database, nodeKey: NodeKey, node: OnionAddress, environment: ChatEnvironment, presence: Presence) {
        self.store = store
        self.nodeKey = nodeKey
        self.node = node
        self.environment = environment
        self.presence = presence
    }
}

/// A feature of the node: an actor that keeps its own memory and shares the ground with the others.
package protocol NodeFeature: Sendable {
    /// The ground.
    nonisolated var context: NodeContext { get }
}

extension NodeFeature {
    package nonisolated var store: Database { context.store }
    package nonisolated var nodeKey: NodeKey { context.nodeKey }
    package nonisolated var node: OnionAddress { context.node }
    package nonisolated var environment: ChatEnvironment { context.environment }
    package nonisolated var presence: Presence { context.presence }

    /// The minute it is.
    package nonisolated var now: UnixMinute { UnixMinute(seconds: environment.now()) }

    /// Whether the sign-in of `member` goes on; asking is no activity.
    package nonisolated func isSignedIn(_ member: Member) -> Bool { presence.isSignedIn(member, now: environment.now()) }

    /// Runs `body` as one durable transaction; what the domain refuses passes through, all else is ``ChatError/storage``.
    package nonisolated func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws(ChatError)
        -> Result
    {
        do { return try await store.write(body) } catch let error as ChatError { throw error } catch { throw .storage }
    }

    /// Runs `body` as one durable change by `member`.
    ///
    /// **Errors** ``ChatError/signedOut`` when their account is gone: it may have been destroyed while the request was on its way here.
    package nonisolated func write<Result: Sendable>(
        as member: Member, _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws(ChatError) -> Result {
        try await write { transaction in
            guard try AccountTable.isLive(member.account, in: transaction) else { throw ChatError.signedOut }
            return try body(transaction)
        }
    }

    /// Runs `body` over committed state.
    package nonisolated func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws(ChatError)
        -> Result
    {
        do { return try await store.read(body) } catch let error as ChatError { throw error } catch { throw .storage }
    }
}
