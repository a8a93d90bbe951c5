internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// A conversation of a present member, open for the time of one scope: its record is read once and, when it changed, written once at the end.
final class OpenConversation {
    /// The most messages one page may ask for.
    static let pageLimit = 200

    let id: ConversationID
    private(set) var record: ConversationRecord
    // Not the scope itself: it keeps this object.
    private let transaction: Transaction
    private let account: AccountID
    private let records: RecordKey
    private let history: RecordKey
    private var nextNumber: Int64
    private var isActive = false
    private var isChanged = false

    init(_ id: ConversationID, _ record: ConversationRecord, nextNumber: Int64, in mine: MemberScope) {
        self.id = id
        self.record = record
        self.nextNumber = nextNumber
        transaction = mine.transaction
        account = mine.account
        records = mine.records
        history = RecordKey(record.historyKey).forWork()
    }

    /// Puts a message at the end and returns its number.
    ///
    /// - Parameter isUnread: whether its reader has yet to see it.
    func append(_ message: StoredMessage, state: MessageState, isUnread: Bool = false) throws -> MessageID {
        let number = MessageID(number: nextNumber)
        let sealed = try history.seal(message.encodePadded(), at: ConversationTable.place(id, number))
        try transaction.execute(
            "INSERT INTO message(conversation, number, state, sealed) VALUES (\(id.row), \(number.number), \(state.rawValue), \(sealed))")
        nextNumber += 1
        record.last = ConversationRecord.Last(message)
        if isUnread, record.unreadCount < .max { record.unreadCount += 1 }
        (isActive, isChanged) = (true, true)
        return number
    }

    /// Nothing is unread any more.
    func clearUnread() {
        guard record.unreadCount > 0 else { return }
        record.unreadCount = 0
        isChanged = true
    }

    /// Writes what changed; to be called by the scope.
    func close() throws {
        guard isChanged else { return }
        let sealed = try records.seal(record.encodePadded(), at: ConversationTable.place(id))
        try transaction.execute("UPDATE conversation SET sealed = \(sealed), next_number = \(nextNumber) WHERE id = \(id.row)")
        if isActive {
            try transaction.execute(
                """
                UPDATE conversation SET activity = (SELECT max(activity) + 1 FROM conversation WHERE account = \(account.row))
                WHERE id = \(id.row)
                """)
        }
        (isActive, isChanged) = (false, false)
    }

    /// A page of messages, oldest first.
    func page(_ page: MessagePage, limit: Int) throws -> [Message] {
        let count = min(max(limit, 0), OpenConversation.pageLimit)
        let rows: [Row] =
            switch page {
            case .latest:
                try transaction.rows(
                    "SELECT number, state, sealed FROM message WHERE conversation = \(id.row) ORDER BY number DESC LIMIT \(count)"
                ).reversed()
            case .before(let last):
                try transaction.rows(
                    """
                    SELECT number, state, sealed FROM message
                    WHERE conversation = \(id.row) AND number < \(last.number) ORDER BY number DESC LIMIT \(count)
                    """
                ).reversed()
            case .after(let first):
                try transaction.rows(
                    """
                    SELECT number, state, sealed FROM message
                    WHERE conversation = \(id.row) AND number > \(first.number) ORDER BY number LIMIT \(count)
                    """)
            }
        return try rows.map { row in
            let number = MessageID(number: try row.integer(0))
            guard let state = MessageState(rawValue: try row.integer(1)) else { throw ByteReaderError.invalidValue }
            let stored = try stored(row.bytes(2), number)
            return Message(id: number, isMine: stored.author == .me, content: stored.content, minute: stored.minute, state: state)
        }
    }

    /// Gives up the texts of ours that wait.
    func giveUp() throws {
        try transaction.execute(
            """
            UPDATE message SET state = \(MessageState.failed.rawValue)
            WHERE conversation = \(id.row) AND state = \(MessageState.queued.rawValue)
            """)
    }

    func setState(_ state: MessageState, of message: MessageID) throws {
        try transaction.execute(
            """
            UPDATE message SET state = \(state.rawValue)
            WHERE conversation = \(id.row) AND number = \(message.number) AND state = \(MessageState.queued.rawValue)
            """)
    }

    /// A message of ours that waits in the history alone.
    struct Waiting: Sendable {
        let number: MessageID
        let message: StoredMessage
    }

    /// What waits in the history and in no queue of `connection`, in the order in which it was written.
    func waiting(for connection: ConnectionID) throws -> [Waiting] {
        try transaction.rows(
            """
            SELECT number, sealed FROM message WHERE conversation = \(id.row) AND state = \(MessageState.queued.rawValue)
            AND number NOT IN (SELECT message FROM outgoing_queue JOIN outbox ON outbox.queue = outgoing_queue.id
                WHERE outgoing_queue.connection = \(connection.row) AND message IS NOT NULL) ORDER BY number
            """
        ).map { row in
            let number = MessageID(number: try row.integer(0))
            return Waiting(number: number, message: try stored(row.bytes(1), number))
        }
    }

    /// How many messages of ours wait.
    func waitingCount() throws -> Int64 {
        try transaction.row(
            "SELECT count(*) FROM message WHERE conversation = \(id.row) AND state = \(MessageState.queued.rawValue)")?.integer(0) ?? 0
    }

    /// The inner ids of the newest messages that came, `limit` at most.
    func receivedIDs(limit: Int) throws -> Set<[UInt8]> {
        let rows = try transaction.rows(
            """
            SELECT number, sealed FROM message WHERE conversation = \(id.row) AND state = \(MessageState.received.rawValue)
            ORDER BY number DESC LIMIT \(limit)
            """)
        return Set(try rows.map { try stored($0.bytes(1), MessageID(number: $0.integer(0))).id })
    }

    private func stored(_ sealed: [UInt8], _ number: MessageID) throws -> StoredMessage {
        try StoredMessage(decodingPadded: history.open(sealed, at: ConversationTable.place(id, number)))
    }
}
