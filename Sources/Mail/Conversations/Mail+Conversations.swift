internal import Bytes
internal import Crypto
public import Domain
internal import Store

extension Mail {
    /// The most characters of a text, as Unicode counts them: a composed emoji is several.
    public static let textCharacterLimit = 8000

    /// The conversations of `member`: unread first, then the most recent.
    public func conversations(of member: Member) async throws(ChatError) -> [ConversationSummary] {
        let summaries = try await read { transaction in
            try ConnectionTable.all(of: member.account, member.key, in: transaction).map { connection in
                let last = try MessageTable.page(
                    .latest, limit: 1, of: connection.id, historyKey: connection.record.historyKey, in: transaction
                ).first
                return (
                    summary: ConversationSummary(
                        id: connection.id, peer: connection.record.peer, unreadCount: connection.unreadCount, lastText: last?.text,
                        lastMinute: last?.minute ?? connection.record.since),
                    place: last?.id.row ?? 0
                )
            }
        }
        return summaries.sorted { left, right in
            let unread = (left.summary.unreadCount > 0, right.summary.unreadCount > 0)
            if unread.0 != unread.1 { return unread.0 }
            if left.place != right.place { return left.place > right.place }
            return left.summary.peer < right.summary.peer
        }.map(\.summary)
    }

    /// One conversation, with a notice when something stands in its way.
    public func conversation(_ id: ConnectionID, of member: Member) async throws(ChatError) -> Conversation {
        let found = try await read { transaction -> (connection: ConnectionTable.Connection, obstacle: RenewalObstacle?, isWaiting: Bool) in
            guard let connection = try ConnectionTable.connection(id, account: member.account, member.key, in: transaction) else {
                throw ChatError.notFound
            }
            let obstacle = connection.isRenewing ? try RenewalTable.state(of: id, member.key, in: transaction).obstacle : nil
            return (connection, obstacle, try OutgoingQueueTable.hasMail(of: id, in: transaction))
        }
        let peer = found.connection.record.peer
        let notice: ConversationNotice? =
            if found.connection.isBroken {
                .broken
            } else if let obstacle = found.obstacle {
                .renewalWaits(obstacle)
            } else if found.connection.isRenewing {
                .renewing
            } else if found.isWaiting, let failure = delivery.failures[peer.node] {
                .waiting(failure)
            } else {
                nil
            }
        return Conversation(id: id, peer: peer, notice: notice, keyAgreement: found.connection.record.floor)
    }

    /// A page of messages, oldest first, at most 200. Reading the newest marks all as read.
    public func messages(in id: ConnectionID, of member: Member, _ page: MessagePage, limit: Int) async throws(ChatError) -> [Message] {
        let found = try await read { transaction -> (messages: [Message], hasUnread: Bool) in
            guard let connection = try ConnectionTable.connection(id, account: member.account, member.key, in: transaction) else {
                throw ChatError.notFound
            }
            let messages = try MessageTable.page(page, limit: limit, of: id, historyKey: connection.record.historyKey, in: transaction)
            return (messages, connection.unreadCount > 0)
        }
        if found.hasUnread, case .before = page {
        } else if found.hasUnread {
            try await write(as: member) { try ConnectionTable.clearUnread(id, account: member.account, in: $0) }
        }
        return found.messages
    }

    /// Sends a text: ratchet step, outbox row and history row in one transaction (protocol §9.2).
    public func send(_ text: String, in id: ConnectionID, as member: Member) async throws(ChatError) -> MessageID {
        let body = Mail.normalised(text)
        guard !body.isEmpty else { throw .textEmpty }
        guard body.unicodeScalars.count <= Mail.textCharacterLimit, body.utf8.count <= InnerMessage.bodyByteLimit else {
            throw .textTooLong(limit: Mail.textCharacterLimit)
        }
        let nodeKey = nodeKey
        let now = now
        let sent = try await write(as: member) { transaction -> (message: MessageID, node: MemberAddress) in
            guard let connection = try ConnectionTable.connection(id, account: member.account, member.key, in: transaction),
                let session = try ConnectionTable.session(of: id, member.key, in: transaction),
                let queue = try OutgoingQueueTable.textQueue(of: id, nodeKey, in: transaction)
            else { throw ChatError.notFound }
            guard !connection.isBroken, connection.isRenewing || !queue.isStopped else { throw ChatError.connectionBroken }
            let expiry = UnixMinute(count: now.count &+ DeliveryLimits.expiryMinutes)
            let inner = InnerMessage(.text, sequence: queue.nextSequence, minute: now, expiry: expiry, body: Array(body.utf8))
            guard let plaintext = inner.encodePadded() else { throw ChatError.textTooLong(limit: Mail.textCharacterLimit) }
            func write() throws -> MessageID {
                try MessageTable.insert(
                    text: inner.body, id: inner.id, minute: now, isMine: true, state: .queued, in: id,
                    historyKey: connection.record.historyKey, transaction: transaction)
            }
            if connection.isRenewing {
                // No key fits now: it waits, sealed in the history, for the new ones.
                let count = try MessageTable.waitingCount(in: id, transaction: transaction)
                guard count < DeliveryLimits.envelopesPerQueue else { throw ChatError.outboxFull }
                return (try write(), connection.record.peer)
            }
            let (envelope, next) = try session.sealing(plaintext, associatedData: connection.record.associatedData)
            guard try !OutboxTable.isFull(queue, adding: envelope.count, in: transaction) else { throw ChatError.outboxFull }
            let message = try write()
            try ConnectionTable.keepSent(next, of: id, member.key, in: transaction)
            try OutboxTable.enqueue(
                envelope, kind: .message, expiry: expiry, message: message, in: queue, nodeKey, transaction: transaction)
            return (message, connection.record.peer)
        }
        feeds.tick([id])
        await transport?.hasMail(for: sent.node.node)
        return sent.message
    }

    /// A tick whenever the conversation changes; it ends with the sign-in. Holds the member present while it is read.
    public func changes(in id: ConnectionID, of member: Member) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        guard let hold = presence.hold(member, now: environment.now(), onEnd: { continuation.finish() }) else {
            // Ended while the page was on its way here: nothing would end this stream later.
            continuation.finish()
            return stream
        }
        let feed = feeds.add(id, continuation)
        continuation.onTermination = { [weak self] _ in
            guard let self else { return }
            environment.spawn { await self.end(feed, hold) }
        }
        // What came after this visit opened its mail, but before the page held its member present, would wait for the next visit.
        openIfPresent(member.account)
        return stream
    }

    private func end(_ feed: Int, _ hold: Presence.HoldID) {
        feeds.remove(feed)
        presence.release(hold)
    }

    /// The text with line ends as LF, without NUL and without white space around it.
    private static func normalised(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\0": continue
            case "\r": scalars.append("\n")
            case "\n" where previous == "\r": continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars).trimmingSpaces()
    }
}
