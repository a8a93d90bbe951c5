public import Domain

/// What stands in a conversation's way: a code with its values. The front has the words.
public enum ConversationNotice: Sendable, Equatable {
    /// The keys fit no more, or the other side never answered: nothing can be sent.
    case broken
    /// The keys have to be renewed and can't be: what is written waits.
    case renewalWaits(RenewalObstacle)
    /// The keys are being renewed: what is written waits for the other side's answer.
    case renewing
    /// Messages wait, because the other node was not reached at the last try.
    case waiting(PeerFailure)
}
