/// What a ``PeerNode`` is doing, in numbers: no address and no name is in it.
public struct PeerStatus: Sendable, Equatable {
    /// Links that are up and that this node dialled.
    public var dialledLinkCount = 0
    /// Links that are up and that others dialled.
    public var acceptedLinkCount = 0
    /// Handshakes that others began and have not finished.
    public var halfOpenCount = 0
    /// Nodes that are being dialled.
    public var diallingCount = 0
    /// Streams that were closed at once: too many half-open, or the node was stopped.
    public var refusedStreamCount = 0
    /// Handshakes from outside that failed, by plain reason.
    public var handshakeFailures: [String: Int] = [:]
    /// Links that ended, by plain reason.
    public var ends: [String: Int] = [:]
    /// What ended links for protocol violation, by plain reason.
    public var violations: [String: Int] = [:]
    /// Nodes that could not be dialled, by plain reason.
    public var dialFailures: [String: Int] = [:]

    /// A status with nothing in it.
    public init() {}

    /// Reasons that are told apart: some hold numbers of the other side's choice, and it could make up a hundred thousand.
    static let reasonLimit = 64

    /// Counts `reason`, or "another reason" once there are ``reasonLimit`` of them.
    static func count(_ reason: String, in counts: inout [String: Int]) {
        let isKnown = counts[reason] != nil || counts.count < reasonLimit
        counts[isKnown ? reason : "another reason", default: 0] += 1
    }
}
