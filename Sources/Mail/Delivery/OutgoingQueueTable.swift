internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The schema of the queues of other members to which members of this node send, and of the outbox.
///
/// All of it must work while its member is logged out, so it is sealed under the node key. **Source** protocol §9.2, §9.3, §10.5.
enum OutgoingQueueTable {
    static let migration = Migration(
        "0012 outgoing queues",
        [
            """
            CREATE TABLE outgoing_queue(
                id INTEGER PRIMARY KEY,
                queue BLOB NOT NULL UNIQUE,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                connection INTEGER NOT NULL REFERENCES connection(id) ON DELETE CASCADE,
                is_bulk INTEGER NOT NULL,
                is_stopped INTEGER NOT NULL DEFAULT 0,
                node_index BLOB NOT NULL,
                next_sequence INTEGER NOT NULL DEFAULT 1,
                offered INTEGER NOT NULL DEFAULT 0,
                acknowledged INTEGER NOT NULL DEFAULT 0,
                peer_epoch INTEGER NOT NULL DEFAULT 0,
                waiting_count INTEGER NOT NULL DEFAULT 0,
                waiting_bytes INTEGER NOT NULL DEFAULT 0,
                secret BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX outgoing_queue_account ON outgoing_queue(account)",
            "CREATE INDEX outgoing_queue_connection ON outgoing_queue(connection)",
            // Only what waits and may be sent is asked for by node.
            "CREATE INDEX outgoing_queue_mail ON outgoing_queue(node_index) WHERE waiting_count > 0 AND is_stopped = 0",
            """
            CREATE TABLE outbox(
                id INTEGER PRIMARY KEY,
                queue INTEGER NOT NULL REFERENCES outgoing_queue(id) ON DELETE CASCADE,
                sequence INTEGER NOT NULL,
                expiry INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                message INTEGER,
                envelope BLOB NOT NULL,
                UNIQUE(queue, sequence)
            ) STRICT
            """,
            "CREATE INDEX outbox_expiry ON outbox(expiry)",
            // How much waits is kept beside the queue: whether it is full is asked for each text.
            """
            CREATE TRIGGER outbox_grows AFTER INSERT ON outbox BEGIN
                UPDATE outgoing_queue SET waiting_count = waiting_count + 1, waiting_bytes = waiting_bytes + length(NEW.envelope)
                WHERE id = NEW.queue;
            END
            """,
            """
            CREATE TRIGGER outbox_shrinks AFTER DELETE ON outbox BEGIN
                UPDATE outgoing_queue SET waiting_count = waiting_count - 1, waiting_bytes = waiting_bytes - length(OLD.envelope)
                WHERE id = OLD.queue;
            END
            """,
        ])

    /// A queue to send to.
    struct Queue: Sendable {
        let row: Int64
        let id: QueueID
        let account: AccountID
        let connection: ConnectionID
        let node: OnionAddress
        let key: SecretBytes
        fileprivate(set) var nextSequence: UInt64
        /// The highest number that may have left this node: written down before it leaves.
        let offered: UInt64
        /// The highest number that the other node said it has stored.
        let acknowledged: UInt64
        let isStopped: Bool
        /// The epoch that the other side last told: an offer must be of a later one.
        let peerEpoch: UInt32
        fileprivate(set) var waitingCount: Int64
        fileprivate(set) var waitingByteCount: Int64

        /// The queue after another envelope of `byteCount` was put into it.
        func following(_ byteCount: Int) -> Queue {
            var next = self
            next.nextSequence += 1
            next.waitingCount += 1
            next.waitingByteCount += Int64(byteCount)
            return next
        }

        /// Whether an envelope of `byteCount` has no room.
        func isFull(adding byteCount: Int) -> Bool {
            waitingCount >= Int64(DeliveryLimits.envelopesPerQueue)
                || waitingByteCount + Int64(byteCount) > Int64(DeliveryLimits.bytesPerQueue)
        }
    }
}

extension NodeScope {
    /// The queues to which members send.
    var outgoingQueues: OutgoingQueues { OutgoingQueues(node: self) }
}

extension MemberScope {
    /// The queues to which members send.
    var outgoingQueues: OutgoingQueues { node.outgoingQueues }
}

/// The queues of other members to which members of this node send.
struct OutgoingQueues {
    typealias Queue = OutgoingQueueTable.Queue

    fileprivate let node: NodeScope
    private var transaction: Transaction { node.transaction }

    /// Both queues of the other side's bundle.
    func insert(_ bundle: ConnectionBundle, at address: OnionAddress, of connection: ConnectionID, _ account: AccountID) throws {
        for (queue, isBulk) in [(bundle.textQueue, false), (bundle.bulkQueue, true)] {
            let row = try transaction.nextID(.outgoingQueue)
            let sealed = try node.records.seal(queue.key.exposed() + address.publicKey.bytes, at: place(row))
            try transaction.execute(
                """
                INSERT INTO outgoing_queue(id, queue, account, connection, is_bulk, node_index, secret)
                VALUES (\(row), \(queue.id), \(account.row), \(connection.row), \(isBulk), \(node.nodeKey.index(of: address)), \(sealed))
                """)
        }
    }

    /// Whether somebody offered a queue of that name before.
    func isTaken(_ bundle: ConnectionBundle) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM outgoing_queue WHERE queue = \(bundle.textQueue.id) OR queue = \(bundle.bulkQueue.id)") != nil
    }

    func find(_ id: QueueID) throws -> Queue? {
        try transaction.row(
            """
            SELECT id, queue, connection, secret, next_sequence, acknowledged, is_stopped, offered, peer_epoch, account, waiting_count,
                waiting_bytes FROM outgoing_queue WHERE queue = \(id)
            """
        ).map(queue)
    }

    /// The text queue of `connection`.
    func textQueue(of connection: ConnectionID) throws -> Queue? {
        try transaction.row(
            """
            SELECT id, queue, connection, secret, next_sequence, acknowledged, is_stopped, offered, peer_epoch, account, waiting_count,
                waiting_bytes FROM outgoing_queue WHERE connection = \(connection.row) AND is_bulk = 0
            """
        ).map(queue)
    }

    /// The nodes for which something waits.
    func nodesWithMail() throws -> [OnionAddress] {
        try transaction.rows(
            "SELECT id, secret, min(id) FROM outgoing_queue WHERE waiting_count > 0 AND is_stopped = 0 GROUP BY node_index"
        ).map { try OutgoingQueues.node(node.records.open($0.bytes(1), at: place($0.integer(0)))) }
    }

    /// The nodes to which `account` sends; nothing for a row that can't be read any more.
    func nodes(of account: AccountID) throws -> [OnionAddress] {
        try transaction.rows("SELECT id, secret FROM outgoing_queue WHERE account = \(account.row)").compactMap { row in
            let (id, secret) = (try row.integer(0), try row.bytes(1))
            return try? OutgoingQueues.node(node.records.open(secret, at: place(id)))
        }
    }

    /// The queues to `address` in which something waits.
    func queuesWithMail(for address: OnionAddress) throws -> [QueueID] {
        try transaction.rows(
            """
            SELECT queue FROM outgoing_queue
            WHERE node_index = \(node.nodeKey.index(of: address)) AND waiting_count > 0 AND is_stopped = 0 ORDER BY id
            """
        ).map { try $0.bytes(0) }
    }

    /// Whether anything of `connection` waits to be stored at the other node.
    func hasMail(of connection: ConnectionID) throws -> Bool {
        try transaction.row("SELECT 1 FROM outgoing_queue WHERE connection = \(connection.row) AND waiting_count > 0 LIMIT 1") != nil
    }

    /// Writes down that everything up to `sequence` may leave.
    func offer(_ queue: Queue, upTo sequence: UInt64) throws {
        try transaction.execute(
            "UPDATE outgoing_queue SET offered = max(offered, \(Int64(clamping: sequence))) WHERE id = \(queue.row)")
    }

    func stop(_ queue: Queue) throws { try transaction.execute("UPDATE outgoing_queue SET is_stopped = 1 WHERE id = \(queue.row)") }

    /// Stops a queue of which one end was restored to an old copy, and goes on from what the other end has: no number is used twice.
    func rewind(_ queue: Queue, to highest: UInt64) throws {
        let highest = Int64(clamping: highest)
        try transaction.execute(
            """
            UPDATE outgoing_queue SET is_stopped = 1, acknowledged = \(highest), offered = max(offered, \(highest)),
                next_sequence = max(next_sequence, \(highest + 1))
            WHERE id = \(queue.row)
            """)
    }

    /// Lets a queue run again.
    func restart(_ queue: Queue) throws { try transaction.execute("UPDATE outgoing_queue SET is_stopped = 0 WHERE id = \(queue.row)") }

    /// Keeps the highest epoch that the other side told.
    func note(peerEpoch: UInt32, of queue: Queue) throws {
        try transaction.execute("UPDATE outgoing_queue SET peer_epoch = max(peer_epoch, \(Int64(peerEpoch))) WHERE id = \(queue.row)")
    }

    private func queue(_ row: Row) throws -> Queue {
        let id = try row.integer(0)
        let secret = try node.records.open(row.bytes(3), at: place(id))
        return Queue(
            row: id, id: try row.bytes(1), account: AccountID(row: try row.integer(9)),
            connection: ConnectionID(row: try row.integer(2)), node: try OutgoingQueues.node(secret),
            key: SecretBytes(copying: Array(secret.prefix(32))), nextSequence: UInt64(clamping: try row.integer(4)),
            offered: UInt64(clamping: try row.integer(7)), acknowledged: UInt64(clamping: try row.integer(5)),
            isStopped: try row.integer(6) != 0, peerEpoch: UInt32(clamping: try row.integer(8)), waitingCount: try row.integer(10),
            waitingByteCount: try row.integer(11))
    }

    private static func node(_ secret: [UInt8]) throws -> OnionAddress {
        OnionAddress(publicKey: try VerifyingKey(Array(secret.dropFirst(32))))
    }

    private func place(_ row: Int64) -> RecordPlace { RecordPlace(table: "outgoing_queue", row: row, column: "secret") }
}
