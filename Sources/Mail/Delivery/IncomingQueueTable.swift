internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The schema of the queues on which members of this node receive, and of the envelopes that wait in them.
///
/// One number is kept for each queue, the highest sequence number stored: what is not above it was here before.
/// **Source** protocol §9.4, §10.5.
enum IncomingQueueTable {
    static let migration = Migration(
        "0011 incoming queues",
        [
            """
            CREATE TABLE incoming_queue(
                id INTEGER PRIMARY KEY,
                queue BLOB NOT NULL UNIQUE,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                connection INTEGER REFERENCES connection(id) ON DELETE CASCADE,
                request INTEGER,
                highest INTEGER NOT NULL DEFAULT 0,
                epoch INTEGER NOT NULL DEFAULT 0,
                is_held INTEGER NOT NULL DEFAULT 0,
                waiting_count INTEGER NOT NULL DEFAULT 0,
                waiting_bytes INTEGER NOT NULL DEFAULT 0,
                key BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX incoming_queue_account ON incoming_queue(account)",
            "CREATE INDEX incoming_queue_connection ON incoming_queue(connection)",
            "CREATE INDEX incoming_queue_request ON incoming_queue(request) WHERE request IS NOT NULL",
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
            // How much waits is kept beside the queue: whether it is full is asked for each envelope.
            """
            CREATE TRIGGER inbox_grows AFTER INSERT ON inbox BEGIN
                UPDATE incoming_queue SET waiting_count = waiting_count + 1, waiting_bytes = waiting_bytes + length(NEW.envelope)
                WHERE id = NEW.queue;
            END
            """,
            """
            CREATE TRIGGER inbox_shrinks AFTER DELETE ON inbox BEGIN
                UPDATE incoming_queue SET waiting_count = waiting_count - 1, waiting_bytes = waiting_bytes - length(OLD.envelope)
                WHERE id = OLD.queue;
            END
            """,
        ])

    /// A queue as a frame finds it.
    struct Queue: Sendable {
        let row: Int64
        let account: AccountID
        let highest: UInt64
        /// How often this side's keys were renewed: told in MARKED while the member is logged out.
        let epoch: UInt32
        let waitingCount: Int64
        let waitingByteCount: Int64
        let key: SecretBytes

        /// Whether an envelope of `byteCount` has no room.
        func isFull(adding byteCount: Int) -> Bool {
            waitingCount >= Int64(DeliveryLimits.envelopesPerQueue)
                || waitingByteCount + Int64(byteCount) > Int64(DeliveryLimits.bytesPerQueue)
        }
    }

    /// To what a queue belongs: a request's until it is a connection's.
    enum Owner: Sendable, Hashable { case request(SentRequestID), connection(ConnectionID) }

    /// An envelope that waits to be opened.
    struct Waiting: Sendable {
        let row: Int64
        let owner: Owner
        let kind: UInt8
        /// Nil when the row can't be read any more: it is dropped like an envelope that does not open.
        let envelope: [UInt8]?
    }
}

extension NodeScope {
    /// The queues on which members receive.
    var incomingQueues: IncomingQueues { IncomingQueues(node: self) }
}

extension MemberScope {
    /// The queues on which members receive.
    var incomingQueues: IncomingQueues { node.incomingQueues }
}

/// The queues on which members of this node receive.
struct IncomingQueues {
    fileprivate let node: NodeScope
    private var transaction: Transaction { node.transaction }

    func insert(_ queue: OfferedQueue, of account: AccountID, owner: IncomingQueueTable.Owner) throws {
        let row = try transaction.nextID(.incomingQueue)
        let sealed = try node.records.seal(queue.key, at: place(row))
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

    func find(_ queue: QueueID) throws -> IncomingQueueTable.Queue? {
        try transaction.row(
            "SELECT id, account, highest, key, epoch, waiting_count, waiting_bytes FROM incoming_queue WHERE queue = \(queue)"
        )
        .map { row in
            let id = try row.integer(0)
            return IncomingQueueTable.Queue(
                row: id, account: AccountID(row: try row.integer(1)), highest: UInt64(clamping: try row.integer(2)),
                epoch: UInt32(clamping: try row.integer(4)), waitingCount: try row.integer(5), waitingByteCount: try row.integer(6),
                key: try node.records.openSecret(row.bytes(3), at: place(id)))
        }
    }

    /// Keeps the envelope and raises the queue's highest number.
    func store(_ frame: DeliverFrame, in queue: IncomingQueueTable.Queue) throws {
        let row = try transaction.nextID(.inbox)
        let sealed = try node.records.seal(frame.envelope, at: IncomingQueues.envelopePlace(row))
        let sequence = Int64(frame.sequence)
        try transaction.execute(
            "INSERT INTO inbox(id, queue, sequence, kind, envelope) VALUES (\(row), \(queue.row), \(sequence), \(Int64(frame.kind)), \(sealed))"
        )
        try transaction.execute("UPDATE incoming_queue SET highest = \(sequence) WHERE id = \(queue.row)")
    }

    /// The oldest envelopes of `account`, each queue in order.
    func waiting(for account: AccountID, limit: Int) throws -> [IncomingQueueTable.Waiting] {
        try transaction.rows(
            """
            SELECT inbox.id, incoming_queue.request, incoming_queue.connection, inbox.kind, inbox.envelope
            FROM incoming_queue JOIN inbox ON inbox.queue = incoming_queue.id
            WHERE incoming_queue.account = \(account.row) AND is_held = 0 ORDER BY inbox.id LIMIT \(limit)
            """
        ).map { row in
            let id = try row.integer(0)
            let owner: IncomingQueueTable.Owner =
                if let connection = try row.optionalInteger(2) {
                    .connection(ConnectionID(row: connection))
                } else {
                    .request(SentRequestID(row: try row.optionalInteger(1) ?? -1))
                }
            let sealed = try row.bytes(4)
            return IncomingQueueTable.Waiting(
                row: id, owner: owner, kind: UInt8(clamping: try row.integer(3)),
                envelope: try? node.records.open(sealed, at: IncomingQueues.envelopePlace(id)))
        }
    }

    func delete(_ waiting: IncomingQueueTable.Waiting) throws {
        try transaction.execute("DELETE FROM inbox WHERE id = \(waiting.row)")
    }

    /// Hands the queues of an answered request to its connection.
    func hand(_ request: SentRequestID, to connection: ConnectionID) throws {
        try transaction.execute("UPDATE incoming_queue SET request = NULL, connection = \(connection.row) WHERE request = \(request.row)")
    }

    func deleteQueues(of request: SentRequestID) throws {
        try transaction.execute("DELETE FROM incoming_queue WHERE request = \(request.row)")
    }

    /// Holds the queues of a request: its answer, and all behind it, waits until the library can open it again.
    func hold(_ request: SentRequestID) throws {
        try transaction.execute("UPDATE incoming_queue SET is_held = 1 WHERE request = \(request.row)")
    }

    /// Holds the queues of a connection: the answer to an offer of new keys needs ML-KEM, which this node has lost.
    func hold(_ connection: ConnectionID) throws {
        try transaction.execute("UPDATE incoming_queue SET is_held = 1 WHERE connection = \(connection.row)")
    }

    /// Lets all go on that was held.
    func release() throws { try transaction.execute("UPDATE incoming_queue SET is_held = 0 WHERE is_held = 1") }

    /// The epoch that the queues of `connection` tell.
    func tell(_ epoch: UInt32, for connection: ConnectionID) throws {
        try transaction.execute("UPDATE incoming_queue SET epoch = \(Int64(epoch)) WHERE connection = \(connection.row)")
    }

    /// The accounts that have an envelope or a request to open, or keys to renew.
    func accountsWithPending() throws -> [AccountID] {
        try transaction.rows(
            """
            SELECT DISTINCT account FROM incoming_queue WHERE is_held = 0 AND waiting_count > 0
            UNION SELECT DISTINCT account FROM incoming_request WHERE state = 0
            UNION SELECT DISTINCT account FROM connection WHERE state >= 2
            """
        ).map { AccountID(row: try $0.integer(0)) }
    }

    private func place(_ row: Int64) -> RecordPlace { RecordPlace(table: "incoming_queue", row: row, column: "key") }
    private static func envelopePlace(_ row: Int64) -> RecordPlace { RecordPlace(table: "inbox", row: row, column: "envelope") }
}
