internal import Domain

/// The inner ids of the messages that came already, for the time of one batch.
///
/// A message that was sealed anew after a renewal may have come before. Each envelope says by itself that it is one, so that the other side chooses
/// how often this is asked: the history is opened once for each conversation and batch, not once for each envelope.
struct SeenMessages: Sendable {
    /// The newest messages of a conversation that are looked at: twice as many as a queue can have held, since what is sealed anew was in one.
    static let limit = 2 * DeliveryLimits.envelopesPerQueue

    private var ids: [ConversationID: Set<[UInt8]>] = [:]

    /// Whether a message with that inner id came already.
    mutating func contains(_ innerID: [UInt8], in conversation: OpenConversation) throws -> Bool {
        if let known = ids[conversation.id] { return known.contains(innerID) }
        let read = try conversation.receivedIDs(limit: SeenMessages.limit)
        ids[conversation.id] = read
        return read.contains(innerID)
    }

    /// A message with that inner id came now.
    mutating func note(_ innerID: [UInt8], in conversation: ConversationID) { ids[conversation]?.insert(innerID) }
}
