internal import Domain
internal import Store

/// The schema of conversations and their messages.
///
/// A conversation outlives its connections: one that is made anew goes on in it. A message has a number within its conversation that never falls, its
/// author and content are inside its seal. **Source** protocol §10.5.
enum ConversationTable {
    static let migration = Migration(
        "0009 conversations",
        [
            """
            CREATE TABLE conversation(
                id INTEGER PRIMARY KEY,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                kind INTEGER NOT NULL,
                activity INTEGER NOT NULL,
                next_number INTEGER NOT NULL DEFAULT 1,
                sealed BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX conversation_account ON conversation(account, activity)",
            """
            CREATE TABLE message(
                conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                state INTEGER NOT NULL,
                sealed BLOB NOT NULL,
                PRIMARY KEY(conversation, number)
            ) STRICT, WITHOUT ROWID
            """,
            // What still waits for new keys, or may be told as delivered.
            "CREATE INDEX message_queued ON message(conversation, number) WHERE state = 0",
        ])

    /// What a conversation is.
    enum Kind: Int64, Sendable {
        /// Of two members.
        case pair = 0
    }

    static func place(_ id: ConversationID) -> RecordPlace { RecordPlace(table: "conversation", row: id.row, column: "sealed") }

    static func place(_ id: ConversationID, _ message: MessageID) -> RecordPlace {
        RecordPlace(table: "message", row: id.row, number: message.number, column: "sealed")
    }
}

extension NodeScope {
    /// Sets the state of messages that still wait, and returns the conversations they belong to.
    func setState(_ state: MessageState, of told: [Outbox.Told]) throws -> Set<ConversationID> {
        var changed: Set<ConversationID> = []
        var conversations: [ConnectionID: ConversationID] = [:]
        for each in told {
            guard let conversation = try conversations[each.connection] ?? connections.conversation(of: each.connection) else { continue }
            conversations[each.connection] = conversation
            try transaction.execute(
                """
                UPDATE message SET state = \(state.rawValue)
                WHERE conversation = \(conversation.row) AND number = \(each.message.number) AND state = \(MessageState.queued.rawValue)
                """)
            changed.insert(conversation)
        }
        return changed
    }
}

extension MemberScope {
    /// The member's conversations.
    var conversations: MemberConversations { MemberConversations(mine: self) }
}

/// The conversations of a present member.
struct MemberConversations {
    fileprivate let mine: MemberScope
    private var transaction: Transaction { mine.transaction }

    /// Those that this scope has opened: each is read once, and written once at the scope's end.
    private final class Opened { var all: [ConversationID: OpenConversation] = [:] }

    private var opened: Opened {
        mine.kept.value({ Opened() }) { opened in for conversation in opened.all.values { try conversation.close() } }
    }

    /// Begins a conversation.
    func begin(with peer: MemberAddress) throws -> OpenConversation {
        let (id, record) = (ConversationID.random(), ConversationRecord(peer: peer, since: mine.now))
        let sealed = try mine.records.seal(record.encodePadded(), at: ConversationTable.place(id))
        try transaction.execute(
            """
            INSERT INTO conversation(id, account, kind, activity, sealed)
            VALUES (\(id.row), \(mine.account.row), \(ConversationTable.Kind.pair.rawValue),
                (SELECT coalesce(max(activity), 0) + 1 FROM conversation WHERE account = \(mine.account.row)), \(sealed))
            """)
        let conversation = OpenConversation(id, record, nextNumber: 1, in: mine)
        opened.all[id] = conversation
        return conversation
    }

    /// A conversation to read and write; nil when there is none of that id.
    func open(_ id: ConversationID) throws -> OpenConversation? {
        if let known = opened.all[id] { return known }
        let row = try transaction.row(
            "SELECT sealed, next_number FROM conversation WHERE id = \(id.row) AND account = \(mine.account.row)")
        guard let row else { return nil }
        let conversation = OpenConversation(id, try record(id, row.bytes(0)), nextNumber: try row.integer(1), in: mine)
        opened.all[id] = conversation
        return conversation
    }

    /// All, the most recently active first.
    func all() throws -> [(id: ConversationID, record: ConversationRecord)] {
        try transaction.rows("SELECT id, sealed FROM conversation WHERE account = \(mine.account.row) ORDER BY activity DESC").map { row in
            let id = ConversationID(row: try row.integer(0))
            return (id, try record(id, row.bytes(1)))
        }
    }

    private func record(_ id: ConversationID, _ sealed: [UInt8]) throws -> ConversationRecord {
        try ConversationRecord(decodingPadded: mine.records.open(sealed, at: ConversationTable.place(id)))
    }
}
