internal import Crypto
internal import Domain
internal import Store

/// The envelopes that wait to be stored at their destination. Their bytes never change: every try sends the same.
///
/// **Source** protocol §9.2.
enum OutboxTable {
    /// Takes the queue's next sequence number for `envelope`, in the caller's transaction.
    static func enqueue(
        _ envelope: [UInt8], kind: EnvelopeKind, expiry: UnixMinute, message: MessageID?, in queue: OutgoingQueueTable.Queue,
        _ nodeKey: NodeKey, transaction: Transaction
    ) throws {
        let row = try nextID(.outbox, in: transaction)
        let sealed = try nodeKey.records.seal(envelope, at: place(row))
        let sequence = Int64(queue.nextSequence)
        try transaction.execute(
            """
            INSERT INTO outbox(id, queue, sequence, expiry, kind, message, envelope)
            VALUES (\(row), \(queue.row), \(sequence), \(Int64(expiry.count)), \(Int64(kind.rawValue)), \(orNull: message?.row), \(sealed))
            """)
        try transaction.execute("UPDATE outgoing_queue SET next_sequence = \(sequence + 1) WHERE id = \(queue.row)")
    }

    static func isFull(_ queue: OutgoingQueueTable.Queue, adding byteCount: Int, in transaction: Transaction) throws -> Bool {
        let row = try transaction.row("SELECT count(*), coalesce(sum(length(envelope)), 0) FROM outbox WHERE queue = \(queue.row)")
        guard let row else { return false }
        return try row.integer(0) >= DeliveryLimits.envelopesPerQueue || row.integer(1) + Int64(byteCount) > DeliveryLimits.bytesPerQueue
    }

    /// The frames of `queue` from `sequence` on, in order.
    static func frames(
        of queue: OutgoingQueueTable.Queue, from sequence: UInt64, limit: Int, _ nodeKey: NodeKey, in transaction: Transaction
    ) throws -> [DeliverFrame] {
        try transaction.rows(
            """
            SELECT id, sequence, expiry, kind, envelope FROM outbox
            WHERE queue = \(queue.row) AND sequence >= \(Int64(clamping: sequence)) ORDER BY sequence LIMIT \(limit)
            """
        ).map { row in
            let envelope = try nodeKey.records.open(row.bytes(4), at: place(row.integer(0)))
            let sequence = UInt64(clamping: try row.integer(1))
            let expiry = UnixMinute(count: UInt32(clamping: try row.integer(2)))
            let kind = UInt8(clamping: try row.integer(3))
            let code = QueueCode.deliver(queue.key, queue: queue.id, sequence: sequence, expiry: expiry, kind: kind, envelope: envelope)
            return DeliverFrame(queue: queue.id, sequence: sequence, expiry: expiry, kind: kind, code: code, envelope: envelope)
        }
    }

    /// Forgets what is stored at the destination: `sequences`. Returns the messages that were among it.
    static func acknowledge(
        _ queue: OutgoingQueueTable.Queue, _ sequences: ClosedRange<UInt64>, in transaction: Transaction
    ) throws -> [MessageID] {
        let first = Int64(clamping: sequences.lowerBound)
        let last = Int64(clamping: sequences.upperBound)
        let messages = try transaction.rows(
            "SELECT message FROM outbox WHERE queue = \(queue.row) AND sequence BETWEEN \(first) AND \(last) AND message IS NOT NULL"
        ).map { MessageID(row: try $0.integer(0)) }
        try transaction.execute("DELETE FROM outbox WHERE queue = \(queue.row) AND sequence BETWEEN \(first) AND \(last)")
        try transaction.execute("UPDATE outgoing_queue SET acknowledged = max(acknowledged, \(last)) WHERE id = \(queue.row)")
        return messages
    }

    /// Forgets the envelopes of all queues that expired before `now`. Returns the messages that were among them.
    static func expire(now: UnixMinute, in transaction: Transaction) throws -> [MessageID] {
        let limit = Int64(now.count)
        // Without its first envelope a connection can't be opened at the other end: what follows would be thrown away there.
        let accept = Int64(EnvelopeKind.accept.rawValue)
        try transaction.execute(
            """
            UPDATE connection SET state = 1 WHERE id IN (SELECT outgoing_queue.connection
                FROM outbox JOIN outgoing_queue ON outbox.queue = outgoing_queue.id WHERE outbox.expiry < \(limit) AND outbox.kind = \(accept))
            """)
        try transaction.execute(
            """
            UPDATE outgoing_queue SET is_stopped = 1
            WHERE id IN (SELECT queue FROM outbox WHERE expiry < \(limit) AND kind = \(accept))
            """)
        // Half a renewal is none: it begins again.
        let (renew, renewed) = (Int64(EnvelopeKind.renew.rawValue), Int64(EnvelopeKind.renewed.rawValue))
        try transaction.execute(
            """
            UPDATE connection SET state = \(ConnectionTable.Standing.renewalDue.rawValue)
            WHERE state != \(ConnectionTable.Standing.broken.rawValue) AND id IN (SELECT outgoing_queue.connection
                FROM outbox JOIN outgoing_queue ON outbox.queue = outgoing_queue.id
                WHERE outbox.expiry < \(limit) AND outbox.kind IN (\(renew), \(renewed)))
            """)
        let messages = try transaction.rows("SELECT message FROM outbox WHERE expiry < \(limit) AND message IS NOT NULL")
            .map { MessageID(row: try $0.integer(0)) }
        try transaction.execute("DELETE FROM outbox WHERE expiry < \(limit)")
        return messages
    }

    /// Forgets all of a closed queue. Returns the messages that were among it.
    static func abandon(_ queue: OutgoingQueueTable.Queue, in transaction: Transaction) throws -> [MessageID] {
        let messages = try transaction.rows("SELECT message FROM outbox WHERE queue = \(queue.row) AND message IS NOT NULL")
            .map { MessageID(row: try $0.integer(0)) }
        try transaction.execute("DELETE FROM outbox WHERE queue = \(queue.row)")
        return messages
    }

    /// Takes everything but the answer to a request out of a queue: what it was sealed in is given up.
    static func withdraw(from queue: OutgoingQueueTable.Queue, in transaction: Transaction) throws {
        let accept = Int64(EnvelopeKind.accept.rawValue)
        try transaction.execute("DELETE FROM outbox WHERE queue = \(queue.row) AND kind != \(accept)")
    }

    /// Whether an envelope of `kind` waits in `queue`.
    static func isWaiting(_ kind: EnvelopeKind, in queue: OutgoingQueueTable.Queue, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT 1 FROM outbox WHERE queue = \(queue.row) AND kind = \(Int64(kind.rawValue)) LIMIT 1") != nil
    }

    /// Whether an offer that the other side has not stored yet is of no later epoch than its own: it would be dropped there.
    static func hasOvertakenOffer(
        in queue: OutgoingQueueTable.Queue, after highest: UInt64, by epoch: UInt32, _ nodeKey: NodeKey, in transaction: Transaction
    ) throws -> Bool {
        let rows = try transaction.rows(
            """
            SELECT id, envelope FROM outbox
            WHERE queue = \(queue.row) AND kind = \(Int64(EnvelopeKind.renew.rawValue)) AND sequence > \(Int64(clamping: highest))
            """)
        return try rows.contains { row in
            let envelope = try nodeKey.records.open(row.bytes(1), at: place(row.integer(0)))
            return RenewalEnvelope.epoch(of: envelope).map { $0 <= epoch } ?? true
        }
    }

    private static func place(_ row: Int64) -> RecordPlace { RecordPlace(table: "outbox", row: row, column: "envelope") }
}
