internal import Crypto
internal import Domain

/// What the node knows of its queues and of other nodes until it is restarted; none of it is needed to be right.
///
/// Owned by ``Mail``.
struct DeliveryMemory: Sendable {
    /// Queues that may be refusing at once; beyond it the elder ones start over, which costs a retry.
    private static let refusalLimit = 4096
    /// Nodes of which the last failure is remembered; beyond it they are all forgotten, which costs a word on a page.
    private static let failureLimit = 1024

    /// Queues that answered "full": nothing after that number is taken before it (protocol §9.4).
    private(set) var refusals: [QueueID: UInt64] = [:]
    /// Why a node could not be reached at the last try.
    private(set) var failures: [OnionAddress: PeerFailure] = [:]
    /// When expired envelopes are looked for again.
    var nextSweep = UnixMinute(count: 0)

    /// Notes what a sender was told of its envelope.
    mutating func note(_ answer: StoredFrame) {
        switch answer.status {
        case StoredFrame.full:
            if refusals.count >= Self.refusalLimit, refusals[answer.queue] == nil { refusals.removeAll() }
            refusals[answer.queue] = min(refusals[answer.queue] ?? .max, answer.sequence)
        case StoredFrame.stored where refusals[answer.queue].map({ answer.sequence >= $0 }) ?? false: refusals[answer.queue] = nil
        default: break
        }
    }

    /// The sender of `queue` starts again at the lowest unacknowledged: what was refused may come now.
    mutating func restart(_ queue: QueueID) { refusals[queue] = nil }

    /// `node` could not be reached; nil: it was.
    mutating func note(_ failure: PeerFailure?, of node: OnionAddress) {
        if failure != nil, failures.count >= Self.failureLimit, failures[node] == nil { failures.removeAll() }
        failures[node] = failure
    }
}
