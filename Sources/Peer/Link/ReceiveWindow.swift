internal import Domain
internal import Mail

/// What the other node has under way on one link: a value that counts, and says when it is too much.
///
/// An envelope counts from its arrival to its commit. A queue whose envelope was refused as full is shut: what still comes of it is dropped
/// until it is marked again, since an envelope kept after one that was refused would be out of order.
/// **Errors** ``LinkViolation``.
/// **Source** protocol §5.3, §9.4.
struct ReceiveWindow: Sendable {
    private var underway: [QueueID: Int] = [:]
    private var envelopeCount = 0
    private var questionCount = 0
    private var shut: Set<QueueID> = []

    /// An envelope of `queue` came.
    mutating func envelopeArrived(of queue: QueueID) throws(LinkViolation) {
        guard envelopeCount < LinkLimits.envelopesPerLink else { throw .linkWindow }
        let count = underway[queue, default: 0]
        guard count < LinkLimits.envelopesPerQueue else { throw .queueWindow }
        underway[queue] = count + 1
        envelopeCount += 1
    }

    /// An envelope of `queue` is durable, refused or dropped.
    mutating func envelopeSettled(of queue: QueueID) {
        guard let count = underway[queue] else { return }
        underway[queue] = count > 1 ? count - 1 : nil
        envelopeCount -= 1
    }

    /// A SEARCH, REQUEST or MARK came.
    mutating func questionArrived() throws(LinkViolation) {
        guard questionCount < LinkLimits.questionsPerLink else { throw .tooManyQuestions }
        questionCount += 1
    }

    /// A SEARCH, REQUEST or MARK is answered.
    mutating func questionSettled() { questionCount -= 1 }

    /// The queue is full: what comes of it is dropped until ``reopen(_:)``.
    mutating func shut(_ queue: QueueID) throws(LinkViolation) {
        guard shut.count < LinkLimits.shutQueuesPerLink || shut.contains(queue) else { throw .tooManyShutQueues }
        shut.insert(queue)
    }

    /// The queue was marked again.
    mutating func reopen(_ queue: QueueID) { shut.remove(queue) }

    /// Says that envelopes of the queue are dropped.
    func isShut(_ queue: QueueID) -> Bool { shut.contains(queue) }

    /// Says that something is under way.
    var isBusy: Bool { envelopeCount > 0 || questionCount > 0 }
}
