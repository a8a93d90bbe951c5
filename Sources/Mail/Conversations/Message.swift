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
    /// A line of this node's own, which goes nowhere.
    case notice = 5
}

/// A message as its reader sees it.
public struct Message: Sendable, Equatable {
    /// Its number in the conversation.
    public let id: MessageID
    /// Whether the reader wrote it.
    public let isMine: Bool
    /// What it is.
    public let content: MessageContent
    /// When it was written, by the writer's node.
    public let minute: UnixMinute
    /// How far it has come.
    public let state: MessageState

    /// A message; pages in tests make their own.
    public init(id: MessageID, isMine: Bool, content: MessageContent, minute: UnixMinute, state: MessageState) {
        self.id = id
        self.isMine = isMine
        self.content = content
        self.minute = minute
        self.state = state
    }

    /// The text, when it is one; else nothing.
    public var text: String { if case .text(let text) = content { text } else { "" } }
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
    public let id: ConversationID
    /// The contact.
    public let peer: MemberAddress
    /// How many messages were not shown yet.
    public let unreadCount: Int
    /// The last message, its text cut to what a list shows; nil when there is none.
    public let last: MessageContent?
    /// Whether the reader wrote it.
    public let isLastMine: Bool
    /// The last message's minute; when the conversation began, when there is none.
    public let minute: UnixMinute

    /// A summary; pages in tests make their own.
    public init(
        id: ConversationID, peer: MemberAddress, unreadCount: Int, last: MessageContent?, isLastMine: Bool = false, minute: UnixMinute
    ) {
        self.id = id
        self.peer = peer
        self.unreadCount = unreadCount
        self.last = last
        self.isLastMine = isLastMine
        self.minute = minute
    }
}

/// A conversation's own page.
public struct Conversation: Sendable, Equatable {
    /// Its id.
    public let id: ConversationID
    /// The contact.
    public let peer: MemberAddress
    /// Something the reader should know: why messages wait, or that the keys no longer fit.
    public let notice: ConversationNotice?
    /// What its keys were agreed on with.
    public let keyAgreement: KeyAgreement

    /// A conversation; pages in tests make their own.
    public init(id: ConversationID, peer: MemberAddress, notice: ConversationNotice?, keyAgreement: KeyAgreement) {
        self.id = id
        self.peer = peer
        self.notice = notice
        self.keyAgreement = keyAgreement
    }
}
