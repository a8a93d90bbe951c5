internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The history of all conversations, each sealed under its conversation's own key.
///
/// What is sealed is a ``StoredText``. **Source** protocol §10.5.
enum MessageTable {
    static let migration = Migration(
        "0008 history",
        [
            """
            CREATE TABLE message(
                id INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL REFERENCES connection(id) ON DELETE CASCADE,
                is_mine INTEGER NOT NULL,
                state INTEGER NOT NULL,
                sealed BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX message_connection ON message(connection, id)",
        ])

    /// The most messages one page may ask for.
    static let pageLimit = 200

    static func insert(
        text: [UInt8], id innerID: [UInt8], minute: UnixMinute, isMine: Bool, state: MessageState, in connection: ConnectionID,
        historyKey: SecretBytes, transaction: Transaction
    ) throws -> MessageID {
        let row = try nextID(.message, in: transaction)
        let stored = StoredText(minute: minute, id: innerID, text: text)
        let sealed = try RecordKey(historyKey).seal(stored.encodePadded(), at: place(row))
        try transaction.execute(
            """
            INSERT INTO message(id, connection, is_mine, state, sealed)
            VALUES (\(row), \(connection.row), \(isMine), \(state.rawValue), \(sealed))
            """)
        return MessageID(row: row)
    }

    /// A page of messages, oldest first.
    static func page(
        _ page: MessagePage, limit: Int, of connection: ConnectionID, historyKey: SecretBytes, in transaction: Transaction
    ) throws -> [Message] {
        let count = min(max(limit, 0), pageLimit)
        let rows: [Row] =
            switch page {
            case .latest:
                try transaction.rows(
                    "SELECT id, is_mine, state, sealed FROM message WHERE connection = \(connection.row) ORDER BY id DESC LIMIT \(count)"
                ).reversed()
            case .before(let id):
                try transaction.rows(
                    """
                    SELECT id, is_mine, state, sealed FROM message
                    WHERE connection = \(connection.row) AND id < \(id.row) ORDER BY id DESC LIMIT \(count)
                    """
                ).reversed()
            case .after(let id):
                try transaction.rows(
                    """
                    SELECT id, is_mine, state, sealed FROM message
                    WHERE connection = \(connection.row) AND id > \(id.row) ORDER BY id LIMIT \(count)
                    """)
            }
        let key = RecordKey(historyKey)
        return try rows.map { try message($0, key) }
    }

    /// Sets the state of messages that still wait, and returns the conversations they belong to.
    static func setState(_ state: MessageState, of messages: [MessageID], in transaction: Transaction) throws -> [ConnectionID] {
        var connections: [ConnectionID] = []
        for message in messages {
            try transaction.execute(
                "UPDATE message SET state = \(state.rawValue) WHERE id = \(message.row) AND state = \(MessageState.queued.rawValue)")
            if let row = try transaction.row("SELECT connection FROM message WHERE id = \(message.row)") {
                let connection = ConnectionID(row: try row.integer(0))
                if !connections.contains(connection) { connections.append(connection) }
            }
        }
        return connections
    }

    /// Gives up the texts of ours that wait in `connection`.
    static func giveUp(in connection: ConnectionID, transaction: Transaction) throws {
        let (failed, queued) = (MessageState.failed.rawValue, MessageState.queued.rawValue)
        try transaction.execute(
            "UPDATE message SET state = \(failed) WHERE connection = \(connection.row) AND is_mine = 1 AND state = \(queued)")
    }

    /// Hands a history to another connection, whose history key must be the same.
    static func move(from old: ConnectionID, to new: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE message SET connection = \(new.row) WHERE connection = \(old.row)")
    }

    /// A text of ours that waits in the history alone.
    struct Waiting: Sendable {
        let id: MessageID
        let innerID: [UInt8]
        let text: [UInt8]
        let minute: UnixMinute
    }

    /// What waits in the history of `connection` and in no queue, in the order in which it was written.
    static func waiting(in connection: ConnectionID, historyKey: SecretBytes, transaction: Transaction) throws -> [Waiting] {
        let key = RecordKey(historyKey)
        return try transaction.rows(
            """
            SELECT id, sealed FROM message
            WHERE connection = \(connection.row) AND is_mine = 1 AND state = \(MessageState.queued.rawValue)
            AND id NOT IN (SELECT message FROM outbox WHERE message IS NOT NULL) ORDER BY id
            """
        ).map { row in
            let id = try row.integer(0)
            let content = try content(row.bytes(1), of: id, key)
            return Waiting(id: MessageID(row: id), innerID: content.id, text: content.text, minute: content.minute)
        }
    }

    /// How many texts of ours wait in `connection`.
    static func waitingCount(in connection: ConnectionID, transaction: Transaction) throws -> Int64 {
        try transaction.row(
            """
            SELECT count(*) FROM message
            WHERE connection = \(connection.row) AND is_mine = 1 AND state = \(MessageState.queued.rawValue)
            """)?.integer(0) ?? 0
    }

    /// The inner ids of the newest texts that came in `connection`, `limit` at most.
    static func receivedIDs(in connection: ConnectionID, limit: Int, historyKey: SecretBytes, transaction: Transaction) throws -> Set<
        [UInt8]
    > {
        let key = RecordKey(historyKey)
        let rows = try transaction.rows(
            "SELECT id, sealed FROM message WHERE connection = \(connection.row) AND is_mine = 0 ORDER BY id DESC LIMIT \(limit)")
        return Set(try rows.map { try content($0.bytes(1), of: $0.integer(0), key).id })
    }

    private static func message(_ row: Row, _ key: RecordKey) throws -> Message {
        let id = try row.integer(0)
        let content = try content(row.bytes(3), of: id, key)
        guard let state = MessageState(rawValue: try row.integer(2)) else { throw ByteReaderError.invalidValue }
        return Message(
            id: MessageID(row: id), isMine: try row.integer(1) != 0, text: String(decoding: content.text, as: UTF8.self),
            minute: content.minute, state: state)
    }

    private static func content(_ sealed: [UInt8], of row: Int64, _ key: RecordKey) throws -> StoredText {
        try StoredText(decodingPadded: key.open(sealed, at: place(row)))
    }

    private static func place(_ row: Int64) -> RecordPlace { RecordPlace(table: "message", row: row, column: "sealed") }
}
