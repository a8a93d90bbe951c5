internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The queues on which members of this node receive, and the envelopes that wait in them.
///
/// One number is kept for each queue, the highest sequence number stored: what is not above it was here before.
/// **Source** protocol §9.4, §10.5.
enum IncomingQueueTable {
    static let migration = Migration(
        "0006 incoming queues",
        [
            """
            CREATE TABLE incoming_queue(
                id INTEGER PRIMARY KEY,
                queue BLOB NOT NULL UNIQUE,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                connection INTEGER REFERENCES connection(id) ON DELETE CASCADE,
                request INTEGER,
                highest INTEGER NOT NULL DEFAULT 0,
                key BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX incoming_queue_account ON incoming_queue(account)",
            """
            CREATE TABLE inbox(
                id INTEGER PRIMARY KEY,
                queue INTEGER NOT NULL REFERENCES incoming_queue(id) ON DELETE CASCADE,
                sequence INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                envelope BLOB NOT NULL,
                UNIQUE(queue, sequence)
            ) STRICT
            """,
        ])

    /// The answer to a request or to an offer of new keys waits in its queue, with all behind it, until the library can open it again.
    static let heldMigration = Migration(
        "0016 held answers", ["ALTER TABLE incoming_queue ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0"])

    /// Holds the queues of a request: its answer needs ML-KEM, which this node has lost.
    static func hold(request: SentRequestID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE incoming_queue SET is_held = 1 WHERE request = \(request.row)")
    }

    /// Holds the queues of a connection: the answer to an offer of new keys needs ML-KEM, which this node has lost.
    static func hold(connection: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE incoming_queue SET is_held = 1 WHERE connection = \(connection.row)")
    }

    /// Lets all go on that was held.
    static func release(in transaction: Transaction) throws {
        try transaction.execute("UPDATE incoming_queue SET is_held = 0 WHERE is_held = 1")
    }

    /// A queue as a frame finds it.
    struct Queue: Sendable {
        let row: Int64
        let account: AccountID
        let highest: UInt64
        /// How often this side's keys were renewed.
        let epoch: UInt32
        let key: SecretBytes
    }

    /// To what a queue belongs.
    enum Owner: Sendable, Hashable { case request(SentRequestID), connection(ConnectionID) }

    static func insert(_ queue: OfferedQueue, account: AccountID, owner: Owner, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        let row = try nextID(.incomingQueue, in: transaction)
        let sealed = try nodeKey.records.seal(queue.key, at: place(row))
        let (request, connection): (Int64?, Int64?) =
            switch owner {
            case .request(let id): (id.row, nil)
            case .connection(let id): (nil, id.row)
            }
        try transaction.execute(
            """
            INSERT INTO incoming_queue(id, queue, account, connection, request, key)
            VALUES (\(row), \(queue.id), \(account.row), \(orNull: connection), \(orNull: request), \(sealed))
            """)
    }

    /// Hands the queues of an answered request to its connection.
    static func hand(request: SentRequestID, to connection: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE incoming_queue SET request = NULL, connection = \(connection.row) WHERE request = \(request.row)")
    }

    static func deleteQueues(ofRequest request: SentRequestID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM incoming_queue WHERE request = \(request.row)")
    }

    static func find(_ queue: QueueID, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Queue? {
        try transaction.row("SELECT id, account, highest, key, epoch FROM incoming_queue WHERE queue = \(queue)").map { row in
            let id = try row.integer(0)
            return Queue(
                row: id, account: AccountID(row: try row.integer(1)), highest: UInt64(clamping: try row.integer(2)),
                epoch: UInt32(clamping: try row.integer(4)),
                key: try nodeKey.records.openSecret(row.bytes(3), at: place(id)))
        }
    }

    static func isFull(_ queue: Queue, adding byteCount: Int, in transaction: Transaction) throws -> Bool {
        let row = try transaction.row("SELECT count(*), coalesce(sum(length(envelope)), 0) FROM inbox WHERE queue = \(queue.row)")
        guard let row else { return false }
        return try row.integer(0) >= DeliveryLimits.envelopesPerQueue || row.integer(1) + Int64(byteCount) > DeliveryLimits.bytesPerQueue
    }

    /// Keeps the envelope and raises the queue's highest number, in the caller's transaction.
    static func store(_ frame: DeliverFrame, in queue: Queue, _ nodeKey: NodeKey, transaction: Transaction) throws {
        let row = try nextID(.inbox, in: transaction)
        let sealed = try nodeKey.records.seal(frame.envelope, at: RecordPlace(table: "inbox", row: row, column: "envelope"))
        let sequence = Int64(frame.sequence)
        try transaction.execute(
            "INSERT INTO inbox(id, queue, sequence, kind, envelope) VALUES (\(row), \(queue.row), \(sequence), \(Int64(frame.kind)), \(sealed))"
        )
        try transaction.execute("UPDATE incoming_queue SET highest = \(sequence) WHERE id = \(queue.row)")
    }

    /// An envelope that waits to be opened.
    struct Waiting: Sendable {
        let row: Int64
        let owner: Owner
        let kind: UInt8
        /// Nil when the row can't be read any more: it is dropped like an envelope that does not open.
        let envelope: [UInt8]?
    }

    /// The oldest envelopes of `account`, each queue in order.
    static func waiting(for account: AccountID, limit: Int, _ nodeKey: NodeKey, in transaction: Transaction) throws -> [Waiting] {
        try transaction.rows(
            """
            SELECT inbox.id, incoming_queue.request, incoming_queue.connection, inbox.kind, inbox.envelope
            FROM incoming_queue JOIN inbox ON inbox.queue = incoming_queue.id
            WHERE incoming_queue.account = \(account.row) AND is_held = 0 ORDER BY inbox.id LIMIT \(limit)
            """
        ).map { row in
            let id = try row.integer(0)
            // A queue is a request's until it is a connection's.
            let owner: Owner =
                if let connection = try row.optionalInteger(2) {
                    .connection(ConnectionID(row: connection))
                } else {
                    .request(SentRequestID(row: try row.optionalInteger(1) ?? -1))
                }
            let sealed = try row.bytes(4)
            let place = RecordPlace(table: "inbox", row: id, column: "envelope")
            return Waiting(
                row: id, owner: owner, kind: UInt8(clamping: try row.integer(3)), envelope: try? nodeKey.records.open(sealed, at: place))
        }
    }

    static func delete(_ waiting: Waiting, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM inbox WHERE id = \(waiting.row)")
    }

    /// The accounts that have an envelope or a request to open, or keys to renew.
    static func accountsWithPending(in transaction: Transaction) throws -> [AccountID] {
        try transaction.rows(
            """
            SELECT DISTINCT account FROM incoming_queue WHERE is_held = 0 AND EXISTS (SELECT 1 FROM inbox WHERE inbox.queue = incoming_queue.id)
            UNION SELECT DISTINCT account FROM incoming_request WHERE state = 0
            UNION SELECT DISTINCT account FROM connection WHERE state >= 2
            """
        ).map { AccountID(row: try $0.integer(0)) }
    }

    private static func place(_ row: Int64) -> RecordPlace { RecordPlace(table: "incoming_queue", row: row, column: "key") }
}

/// The next free row id of `table`: sealed columns are bound to their row's id, so it is chosen before the insert.
/// Called within the one writing transaction, it cannot be given out twice.
func nextID(_ table: SealedTable, in transaction: Transaction) throws -> Int64 {
    let row =
        switch table {
        case .incomingQueue: try transaction.row("SELECT coalesce(max(id), 0) + 1 FROM incoming_queue")
        case .inbox: try transaction.row("SELECT coalesce(max(id), 0) + 1 FROM inbox")
        case .outgoingQueue: try transaction.row("SELECT coalesce(max(id), 0) + 1 FROM outgoing_queue")
        case .outbox: try transaction.row("SELECT coalesce(max(id), 0) + 1 FROM outbox")
        case .message: try transaction.row("SELECT coalesce(max(id), 0) + 1 FROM message")
        }
    return try row?.integer(0) ?? 1
}

/// The tables whose row ids ``nextID(_:in:)`` gives out.
enum SealedTable { case incomingQueue, inbox, outgoingQueue, outbox, message }
