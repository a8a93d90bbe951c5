internal import Domain

/// Why a renewal waits: the connection's keys were made with ML-KEM, and weaker ones are refused. The raw value is how it is kept.
enum RenewalObstacle: UInt8, Error, Sendable {
    /// This node's library does not offer ML-KEM any more.
    case libraryLost = 1
    /// The other side offered or answered without ML-KEM.
    case weakerPeer = 2
}

extension RenewalObstacle: CustomStringConvertible {
    /// The plain words for the member.
    var description: String {
        switch self {
        case .libraryLost:
            "the keys of this conversation have to be renewed and can't be: they were made with ML-KEM, which this node's libcrypto "
                + "no longer offers. What you write waits here until the operator runs the node with OpenSSL 3.5 or newer again"
        case .weakerPeer:
            "the keys of this conversation have to be renewed, and the other side's node does so without ML-KEM, with which they were made. "
                + "Weaker keys are refused: what you write waits here until that node has ML-KEM again"
        }
    }
}
