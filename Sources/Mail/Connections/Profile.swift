public import Domain

/// What a member finds under an address.
public struct Profile: Sendable, Equatable {
    /// What the searcher and the found one are to each other.
    public enum Relation: Sendable, Equatable {
        /// No relation yet: a request may be sent.
        case stranger
        /// A request was sent and waits.
        case requested
        /// They asked first: that request waits for an answer.
        case asked(RequestID)
        /// A contact; the conversation's id.
        case contact(ConversationID)
        /// The searcher.
        case you
    }

    /// Where they are found.
    public let address: MemberAddress
    /// The relation.
    public let relation: Relation

    /// A profile; pages in tests make their own.
    public init(address: MemberAddress, relation: Relation) {
        self.address = address
        self.relation = relation
    }
}

/// A connection request that waits for this member's answer.
public struct IncomingRequest: Sendable, Equatable {
    /// Its id.
    public let id: RequestID
    /// Who asks.
    public let from: MemberAddress
    /// What they wrote.
    public let greeting: String
    /// When it came.
    public let minute: UnixMinute

    /// A request; pages in tests make their own.
    public init(id: RequestID, from: MemberAddress, greeting: String, minute: UnixMinute) {
        self.id = id
        self.from = from
        self.greeting = greeting
        self.minute = minute
    }
}

/// A connection request that this member sent.
public struct OutgoingRequest: Sendable, Equatable {
    /// Who was asked.
    public let to: MemberAddress
    /// What was written.
    public let greeting: String
    /// When it was sent.
    public let minute: UnixMinute
    /// Whether the answer is here and can't be used: it needs ML-KEM, which this node has lost since.
    public let isAnswerLocked: Bool

    /// A request; pages in tests make their own.
    public init(to: MemberAddress, greeting: String, minute: UnixMinute, isAnswerLocked: Bool = false) {
        self.to = to
        self.greeting = greeting
        self.minute = minute
        self.isAnswerLocked = isAnswerLocked
    }
}

/// A denial that this member may take back.
public struct DeniedRequest: Sendable, Equatable {
    /// The denied request's id.
    public let id: RequestID
    /// Who had asked.
    public let from: MemberAddress

    /// A denial; pages in tests make their own.
    public init(id: RequestID, from: MemberAddress) {
        self.id = id
        self.from = from
    }
}

/// All requests of a member.
public struct Requests: Sendable, Equatable {
    /// Those that wait for this member.
    public let incoming: [IncomingRequest]
    /// Those that this member sent.
    public let outgoing: [OutgoingRequest]
    /// Those that this member denied.
    public let denied: [DeniedRequest]
    /// How many wait unopened, because they need ML-KEM, which this node has lost since.
    public let lockedCount: Int

    /// The three lists, and what is in none of them.
    public init(incoming: [IncomingRequest], outgoing: [OutgoingRequest], denied: [DeniedRequest] = [], lockedCount: Int = 0) {
        self.incoming = incoming
        self.outgoing = outgoing
        self.denied = denied
        self.lockedCount = lockedCount
    }
}
