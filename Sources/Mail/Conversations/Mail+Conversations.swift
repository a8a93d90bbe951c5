internal import Bytes
internal import Crypto
public import Domain
internal import Store

extension Mail {
    /// The most characters of a text, as Unicode counts them: a composed emoji is several.
    public static let textCharacterLimit = 8000

    /// The conversations of `member`: unread first, then the most recent.
    public nonisolated func conversations(of member: Member) async throws(ChatError) -> [ConversationSummary] {
        try await home(of: member).conversations
    }

    /// What a member sees first, in one look: the conversations, and how many requests wait for an answer, without opening one.
    public nonisolated func home(
        of member: Member
    ) async throws(ChatError) -> (conversations: [ConversationSummary], waitingRequestCount: Int) {
        let found = try await look(as: member) { mine in (all: try mine.conversations.all(), waiting: try mine.requests.waitingCount()) }
        let all = found.all.map { id, record in
            ConversationSummary(
                id: id, peer: record.peer, unreadCount: Int(record.unreadCount), last: record.last?.content,
                isLastMine: record.last?.author == .me, minute: record.last?.minute ?? record.since)
        }
        return (all.filter { $0.unreadCount > 0 } + all.filter { $0.unreadCount == 0 }, found.waiting)
    }

    /// One conversation, with a notice when something stands in its way.
    public func conversation(_ id: ConversationID, of member: Member) async throws(ChatError) -> Conversation {
        let found = try await look(as: member) { mine in
            guard let connection = try mine.connections.connection(of: id) else { throw ChatError.notFound }
            let obstacle = connection.isRenewing ? try mine.connections.renewal(of: connection.id).obstacle : nil
            return (connection: connection, obstacle: obstacle, isWaiting: try mine.outgoingQueues.hasMail(of: connection.id))
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

    /// A page of messages, oldest first, at most 200. Reading writes nothing: ``markRead(_:by:)`` does.
    public nonisolated func messages(
        in id: ConversationID, of member: Member, _ page: MessagePage, limit: Int
    ) async throws(ChatError) -> [Message] {
        try await look(as: member) { mine in
            guard let conversation = try mine.conversations.open(id) else { throw ChatError.notFound }
            return try conversation.page(page, limit: limit)
        }
    }

    /// The newest messages of the conversation are before its reader's eyes: nothing of it is unread any more.
    ///
    /// It returns at once. A page that is shown asks for it, and waits for nothing: when the disk refuses it, the messages stay unread.
    public nonisolated func markRead(_ id: ConversationID, by member: Member) {
        environment.spawn { [self] in
            let isUnread = try? await look(as: member) { try ($0.conversations.open(id)?.record.unreadCount ?? 0) > 0 }
            guard isUnread == true else { return }
            try? await change(as: member) { try $0.conversations.open(id)?.clearUnread() }
        }
    }

    /// Sends a text: ratchet step, outbox row and history row in one transaction (protocol §9.2).
    public func send(_ text: String, in id: ConversationID, as member: Member) async throws(ChatError) -> MessageID {
        let body = Mail.normalised(text)
        guard !body.isEmpty else { throw .textEmpty }
        guard body.unicodeScalars.count <= Mail.textCharacterLimit, body.utf8.count <= InnerMessage.bodyByteLimit else {
            throw .textTooLong(limit: Mail.textCharacterLimit)
        }
        let sent = try await change(as: member) { mine in try Sending(mine: mine).send(ContentKind.text, Array(body.utf8), in: id) }
        feeds.tick([id])
        await transport?.hasMail(for: sent.node)
        return sent.message
    }

    /// A tick whenever the conversation changes; it ends with the sign-in. Holds the member present while it is read.
    public func changes(in id: ConversationID, of member: Member) -> AsyncStream<Void> {
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
