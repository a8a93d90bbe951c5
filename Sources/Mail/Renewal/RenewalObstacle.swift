internal import Domain

/// Why a renewal waits: the connection's keys were made with ML-KEM, and weaker ones are refused. The raw value is how it is kept.
public enum RenewalObstacle: UInt8, Error, Sendable {
    /// This node's library does not offer ML-KEM any more.
    case libraryLost = 1
    /// The other side offered or answered without ML-KEM.
    case weakerPeer = 2
}
