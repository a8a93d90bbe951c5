internal import Crypto
internal import Domain
internal import Store

/// The sending of a message: ratchet step, outbox row and history row in the caller's one transaction.
///
/// **Source** protocol §9.2.
struct Sending {
    let mine: MemberScope

    /// Sends a content of `kind`; the message's number, and the node for which something waits now.
    ///
    /// **Errors** ``ChatError/notFound``, ``ChatError/connectionBroken``, ``ChatError/outboxFull``, ``ChatError/textTooLong(limit:)`` for what fills
    /// more than the largest envelope.
    func send(_ kind: UInt8, _ body: [UInt8], in id: ConversationID) throws -> (message: MessageID, node: OnionAddress) {
        guard let connection = try mine.connections.connection(of: id), let conversation = try mine.conversations.open(id),
            let session = try mine.connections.session(of: connection.id),
            let queue = try mine.outgoingQueues.textQueue(of: connection.id)
        else { throw ChatError.notFound }
        guard !connection.isBroken, connection.isRenewing || !queue.isStopped else { throw ChatError.connectionBroken }
        let expiry = UnixMinute(count: mine.now.count &+ DeliveryLimits.expiryMinutes)
        let inner = InnerMessage(kind: kind, sequence: queue.nextSequence, minute: mine.now, expiry: expiry, body: body)
        guard let plaintext = inner.encodePadded() else { throw ChatError.textTooLong(limit: Mail.textCharacterLimit) }
        let message = StoredMessage(author: .me, kind: kind, minute: mine.now, id: inner.id, body: body)
        if connection.isRenewing {
            // No key fits now: it waits, sealed in the history, for the new ones.
            guard try conversation.waitingCount() < DeliveryLimits.envelopesPerQueue else { throw ChatError.outboxFull }
            return (try conversation.append(message, state: .queued), connection.record.peer.node)
        }
        let (envelope, next) = try session.sealing(plaintext, associatedData: connection.record.associatedData)
        guard !queue.isFull(adding: envelope.count) else { throw ChatError.outboxFull }
        let number = try conversation.append(message, state: .queued)
        try mine.connections.keepSent(next, of: connection.id)
        _ = try mine.outbox.enqueue(envelope, kind: .message, expiry: expiry, message: number, in: queue)
        return (number, connection.record.peer.node)
    }
}
