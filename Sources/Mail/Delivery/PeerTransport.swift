public import Crypto
public import Domain

/// Other nodes, as the domain sees them. `Peer` implements it; tests put two nodes in one process.
public protocol PeerTransport: Sendable {
    /// Asks `node` for a card.
    func search(_ query: SearchQuery, at node: OnionAddress) async throws(PeerFailure) -> SearchAnswer
    /// Hands `node` a connection request; returns when the node said that it has it.
    func request(_ frame: RequestFrame, at node: OnionAddress) async throws(PeerFailure)
    /// Something waits in the outbox for `node`.
    func hasMail(for node: OnionAddress) async
    /// What waited in the outbox for `node` may be gone: without mail there is no reason to reach it, or to remember it.
    func mailVanished(for node: OnionAddress) async
}

extension PeerTransport {
    /// Nothing to do where nothing is remembered.
    public func mailVanished(for node: OnionAddress) async {}
}
