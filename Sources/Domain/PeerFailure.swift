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
