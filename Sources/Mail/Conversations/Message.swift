public import Domain

/// How far a message has come.
public enum MessageState: Int64, Sendable, Equatable {
    /// In this node's outbox.
    case queued = 0
    /// Durable on the peer's node.
    case delivered = 1
    /// Came from the peer.
    case received = 2
    /// It expired before the peer's node could be reached.
    case expired = 3
    /// The peer's node will never take it: the connection is closed there.
    case failed = 4
    /// A line of this node's own: nobody wrote it.
    case notice = 5
}

/// A message as its reader sees it.
public struct Message: Sendable, Equatable {
    /// Its place in the conversation.
    public let id: MessageID
    /// Whether the reader wrote it.
    public let isMine: Bool
    /// What it says.
    public let text: String
    /// When it was written, by the writer's node.
    public let minute: UnixMinute
    /// How far it has come.
    public let state: MessageState

    /// A message; pages in tests make their own.
    public init(id: MessageID, isMine: Bool, text: String, minute: UnixMinute, state: MessageState) {
        self.id = id
        self.isMine = isMine
        self.text = text
        self.minute = minute
        self.state = state
    }
}

/// Which messages of a conversation are asked for.
public enum MessagePage: Sendable, Equatable {
    /// The newest.
    case latest
    /// The newest before that one.
    case before(MessageID)
    /// The oldest after that one.
    case after(MessageID)
}

/// A conversation as the list shows it.
public struct ConversationSummary: Sendable, Equatable {
    /// Its id.
    public let id: ConnectionID
    /// The contact.
    public let peer: MemberAddress
    /// How many messages were not shown yet.
    public let unreadCount: Int
    /// The last message's text, when there is one.
    public let lastText: String?
    /// The last message's minute, when there is one.
    public let lastMinute: UnixMinute?

    /// A summary; pages in tests make their own.
    public init(id: ConnectionID, peer: MemberAddress, unreadCount: Int, lastText: String?, lastMinute: UnixMinute?) {
        self.id = id
        self.peer = peer
        self.unreadCount = unreadCount
        self.lastText = lastText
        self.lastMinute = lastMinute
    }
}

/// A conversation's own page.
public struct Conversation: Sendable, Equatable {
    /// Its id.
    public let id: ConnectionID
    /// The contact.
    public let peer: MemberAddress
    /// Something the reader should know: why messages wait, or that the keys no longer fit.
    public let notice: ConversationNotice?
    /// What its keys were agreed on with.
    public let keyAgreement: KeyAgreement

    /// A conversation; pages in tests make their own.
    public init(id: ConnectionID, peer: MemberAddress, notice: ConversationNotice?, keyAgreement: KeyAgreement) {
        self.id = id
        self.peer = peer
        self.notice = notice
        self.keyAgreement = keyAgreement
    }
}
