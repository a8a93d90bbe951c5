import Crypto

/// What the other node did that ends a link at once.
enum LinkViolation: Error, Equatable, Sendable {
    /// A message is not authentic.
    case noise(NoiseError)
    /// A cell or frame is malformed.
    case wire(WireError)
    /// More envelopes are on their way than the link's window holds.
    case linkWindow
    /// More envelopes of one queue are on their way than its window holds.
    case queueWindow
    /// More questions are open than may be.
    case tooManyQuestions
    /// More full queues were left unmarked than are remembered.
    case tooManyShutQueues
}

extension LinkViolation: CustomStringConvertible {
    /// The plain words for this violation.
    var description: String {
        switch self {
        case .noise(let error): error.description
        case .wire(let error): error.description
        case .linkWindow: "the other node has more than \(LinkLimits.envelopesPerLink) envelopes under way"
        case .queueWindow: "the other node has more than \(LinkLimits.envelopesPerQueue) envelopes of one queue under way"
        case .tooManyQuestions: "the other node has more than \(LinkLimits.questionsPerLink) questions open"
        case .tooManyShutQueues: "the other node keeps sending to queues that are full"
        }
    }
}

/// Why a link ended. The first reason counts.
public enum LinkEnd: String, CaseIterable, Error, Sendable {
    /// The other side closed, or the circuit broke.
    case closed = "closed by the other side"
    /// Nothing was said for a while, and we had dialled.
    case idle = "idle"
    /// It was a day old.
    case aged = "a day old"
    /// Its dialler made a newer one.
    case replaced = "replaced by its dialler"
    /// The other side broke the protocol.
    case violation = "protocol violation"
    /// An answer was owed and nothing came for too long.
    case stalled = "no answer came"
    /// The other side does not read what it is sent.
    case slowReader = "the other side does not read"
    /// This node could not keep what it was given.
    case storage = "this node could not store"
    /// It made room for others: too many links, or too many envelopes that are not stored yet.
    case crowded = "too crowded"
    /// It came in on an onion of ours that was removed.
    case retired = "its onion was removed"
    /// This node stops.
    case stopped = "this node stops"
}
