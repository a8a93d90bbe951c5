public import Crypto

/// Why another node could not be asked.
public enum PeerFailure: Error, Equatable, Sendable {
    /// Tor is not ready on this node.
    case noTor
    /// No onion service is published at that address.
    case unknownAddress
    /// The node could not be reached.
    case offline
    /// It did not answer in time.
    case timedOut
    /// It refused the link.
    case refused
    /// It answered something that the protocol does not allow.
    case protocolViolation
    /// Too many questions at once.
    case busy
}

extension PeerFailure: CustomStringConvertible {
    /// The plain words for this failure.
    public var description: String {
        switch self {
        case .noTor: "Tor is not ready on this node yet"
        case .unknownAddress: "no node is published at that address: it may be switched off, or the address may be wrong"
        case .offline: "that node can't be reached now"
        case .timedOut: "that node did not answer in time"
        case .refused: "that node refused the link"
        case .protocolViolation: "that node answered in a way this one does not understand"
        case .busy: "too many questions for that node are under way: try again in a minute"
        }
    }
}

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
