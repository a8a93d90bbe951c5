internal import Domain
import EventLoop
internal import Mail

/// Why a path to another node gave no answer.
enum PathError: Error, Equatable, Sendable {
    /// The link ended.
    case ended(LinkEnd)
    /// The answer did not come in time.
    case timedOut
    /// The answer is of another kind than the question.
    case wrongAnswer
    /// Too many questions are open on the link.
    case busy
    /// This node could not store, on the path to itself.
    case storage
}

extension PathError: CustomStringConvertible {
    /// The plain words for this error.
    var description: String {
        switch self {
        case .ended(let reason): "the link ended: \(reason.rawValue)"
        case .timedOut: "no answer came in time"
        case .wrongAnswer: "the answer is of another kind than the question"
        case .busy: "too many questions are open on the link"
        case .storage: "this node could not store"
        }
    }
}

/// A way for envelopes: a link, or the short way within this node.
@Loop protocol DeliveryPath: AnyObject, Sendable {
    /// Asks for the highest sequence that the other end keeps of a queue.
    func ask(_ mark: MarkFrame, within limit: Duration) async throws(PathError) -> MarkedFrame
    /// Sends an envelope, whose answer goes to `box`. It suspends while the path is congested.
    func deliver(_ frame: DeliverFrame, answerTo box: StoredBox) async throws(PathError)
}
