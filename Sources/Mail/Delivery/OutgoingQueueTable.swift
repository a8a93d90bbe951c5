internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The queues of other members to which members of this node send, and the outbox.
///
/// All of it must work while its member is logged out, so it is sealed under the node key. **Source** protocol §9.2, §9.3, §10.5.
enum OutgoingQueueTable {
    static let migration = Migration(
        "0007 outgoing queues",
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
                secret BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX outgoing_queue_connection ON outgoing_queue(connection)",
            "CREATE INDEX outgoing_queue_node ON outgoing_queue(node_index)",
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
        ])

    /// A queue to send to.
    struct Queue: Sendable {
        let row: Int64
        let id: QueueID
        let account: AccountID
        let connection: ConnectionID
        let node: OnionAddress
        let key: SecretBytes
        private(set) var nextSequence: UInt64
        /// The highest number that may have left this node: written down before it leaves.
        let offered: UInt64
        /// The highest number that the other node said it has stored.
        let acknowledged: UInt64
        let isStopped: Bool
        /// The epoch that the other side last told.
        let peerEpoch: UInt32

        /// The queue after another envelope was put into it.
        var following: Queue {
            var next = self
            next.nextSequence += 1
            return next
        }
    }

    /// Both queues of the other side's bundle.
    static func insert(
        _ bundle: ConnectionBundle, to node: OnionAddress, of connection: ConnectionID, account: AccountID, _ nodeKey: NodeKey,
        in transaction: Transaction
    ) throws {
        for (queue, isBulk) in [(bundle.textQueue, false), (bundle.bulkQueue, true)] {
            try insert(queue, isBulk: isBulk, at: node, connection: connection, account: account, nodeKey, in: transaction)
        }
    }

    private static func insert(
        _ queue: OfferedQueue, isBulk: Bool, at node: OnionAddress, connection: ConnectionID, account: AccountID, _ nodeKey: NodeKey,
        in transaction: Transaction
    ) throws {
        let row = try nextID(.outgoingQueue, in: transaction)
        let sealed = try nodeKey.records.seal(queue.key.exposed() + node.publicKey.bytes, at: place(row))
        try transaction.execute(
            """
            INSERT INTO outgoing_queue(id, queue, account, connection, is_bulk, node_index, secret)
            VALUES (\(row), \(queue.id), \(account.row), \(connection.row), \(isBulk), \(nodeKey.index(of: node)), \(sealed))
            """)
    }

    /// Whether somebody offered a queue of that name before.
    static func isTaken(_ bundle: ConnectionBundle, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM outgoing_queue WHERE queue = \(bundle.textQueue.id) OR queue = \(bundle.bulkQueue.id)") != nil
    }

    static func find(_ id: QueueID, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Queue? {
        try transaction.row(
            "SELECT id, queue, connection, secret, next_sequence, acknowledged, is_stopped, offered, peer_epoch, account FROM outgoing_queue WHERE queue = \(id)"
        ).map { try queue($0, nodeKey) }
    }

    /// The text queue of `connection`.
    static func textQueue(of connection: ConnectionID, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Queue? {
        try transaction.row(
            """
            SELECT id, queue, connection, secret, next_sequence, acknowledged, is_stopped, offered, peer_epoch, account FROM outgoing_queue
            WHERE connection = \(connection.row) AND is_bulk = 0
            """
        ).map { try queue($0, nodeKey) }
    }

    /// The nodes for which something waits.
    static func nodesWithMail(_ nodeKey: NodeKey, in transaction: Transaction) throws -> [OnionAddress] {
        try transaction.rows(
            """
            SELECT id, secret, min(id) FROM outgoing_queue
            WHERE is_stopped = 0 AND EXISTS (SELECT 1 FROM outbox WHERE outbox.queue = outgoing_queue.id) GROUP BY node_index
            """
        ).map { try node(nodeKey.records.open($0.bytes(1), at: place($0.integer(0)))) }
    }

    /// The nodes to which `account` sends; nothing for a row that can't be read any more.
    static func nodes(of account: AccountID, _ nodeKey: NodeKey, in transaction: Transaction) throws -> [OnionAddress] {
        try transaction.rows("SELECT id, secret FROM outgoing_queue WHERE account = \(account.row)").compactMap { row in
            let (id, secret) = (try row.integer(0), try row.bytes(1))
            return try? node(nodeKey.records.open(secret, at: place(id)))
        }
    }

    /// The queues to `node` in which something waits.
    static func queuesWithMail(for node: OnionAddress, _ nodeKey: NodeKey, in transaction: Transaction) throws -> [QueueID] {
        try transaction.rows(
            """
            SELECT queue FROM outgoing_queue WHERE node_index = \(nodeKey.index(of: node)) AND is_stopped = 0
            AND EXISTS (SELECT 1 FROM outbox WHERE outbox.queue = outgoing_queue.id) ORDER BY id
            """
        ).map { try $0.bytes(0) }
    }

    /// Whether anything of `connection` waits to be stored at the other node.
    static func hasMail(of connection: ConnectionID, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM outbox JOIN outgoing_queue ON outbox.queue = outgoing_queue.id
            WHERE outgoing_queue.connection = \(connection.row) LIMIT 1
            """) != nil
    }

    static func offer(_ queue: Queue, upTo sequence: UInt64, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE outgoing_queue SET offered = max(offered, \(Int64(clamping: sequence))) WHERE id = \(queue.row)")
    }

    static func stop(_ queue: Queue, in transaction: Transaction) throws {
        try transaction.execute("UPDATE outgoing_queue SET is_stopped = 1 WHERE id = \(queue.row)")
    }

    /// Stops a queue of which one end was restored to an old copy, and goes on from what the other end has: no number is used twice.
    static func rewind(_ queue: Queue, to highest: UInt64, in transaction: Transaction) throws {
        let highest = Int64(clamping: highest)
        try transaction.execute(
            """
            UPDATE outgoing_queue SET is_stopped = 1, acknowledged = \(highest), offered = max(offered, \(highest)),
                next_sequence = max(next_sequence, \(highest + 1))
            WHERE id = \(queue.row)
            """)
    }

    /// Lets a queue run again.
    static func restart(_ queue: Queue, in transaction: Transaction) throws {
        try transaction.execute("UPDATE outgoing_queue SET is_stopped = 0 WHERE id = \(queue.row)")
    }

    /// Keeps the highest epoch that the other side told.
    static func note(peerEpoch: UInt32, of queue: Queue, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE outgoing_queue SET peer_epoch = max(peer_epoch, \(Int64(peerEpoch))) WHERE id = \(queue.row)")
    }

    static func waitingCount(in transaction: Transaction) throws -> Int {
        Int(clamping: try transaction.row("SELECT count(*) FROM outbox")?.integer(0) ?? 0)
    }

    private static func queue(_ row: Row, _ nodeKey: NodeKey) throws -> Queue {
        let id = try row.integer(0)
        let secret = try nodeKey.records.open(row.bytes(3), at: place(id))
        return Queue(
            row: id, id: try row.bytes(1), account: AccountID(row: try row.integer(9)),
            connection: ConnectionID(row: try row.integer(2)), node: try node(secret),
            key: SecretBytes(copying: Array(secret.prefix(32))), nextSequence: UInt64(clamping: try row.integer(4)),
            offered: UInt64(clamping: try row.integer(7)), acknowledged: UInt64(clamping: try row.integer(5)),
            isStopped: try row.integer(6) != 0, peerEpoch: UInt32(clamping: try row.integer(8)))
    }

    private static func node(_ secret: [UInt8]) throws -> OnionAddress {
        OnionAddress(publicKey: try VerifyingKey(Array(secret.dropFirst(32))))
    }

    private static func place(_ row: Int64) -> RecordPlace { RecordPlace(table: "outgoing_queue", row: row, column: "secret") }
}
