internal import Crypto
internal import Domain
internal import Store

extension NodeScope {
    /// The envelopes that wait to be stored at their destination.
    var outbox: Outbox { Outbox(node: self) }
}

extension MemberScope {
    /// The envelopes that wait to be stored at their destination.
    var outbox: Outbox { node.outbox }
}

/// The envelopes that wait to be stored at their destination. Their bytes never change: every try sends the same.
///
/// **Source** protocol §9.2.
struct Outbox {
    typealias Queue = OutgoingQueueTable.Queue

    /// A message of a conversation whose envelope left the outbox.
    struct Told: Sendable {
        let connection: ConnectionID
        let message: MessageID
    }

    fileprivate let node: NodeScope
    private var transaction: Transaction { node.transaction }

    /// Takes the queue's next sequence number for `envelope`; returns the queue after it.
    func enqueue(_ envelope: [UInt8], kind: EnvelopeKind, expiry: UnixMinute, message: MessageID?, in queue: Queue) throws -> Queue {
        let row = try transaction.nextID(.outbox)
        let sealed = try node.records.seal(envelope, at: place(row))
        let sequence = Int64(queue.nextSequence)
        try transaction.execute(
            """
            INSERT INTO outbox(id, queue, sequence, expiry, kind, message, envelope)
            VALUES (\(row), \(queue.row), \(sequence), \(Int64(expiry.count)), \(Int64(kind.rawValue)), \(orNull: message?.number), \(sealed))
            """)
        try transaction.execute("UPDATE outgoing_queue SET next_sequence = \(sequence + 1) WHERE id = \(queue.row)")
        return queue.following(sealed.count)
    }

    /// How many envelopes wait in all.
    func count() throws -> Int { Int(clamping: try transaction.row("SELECT count(*) FROM outbox")?.integer(0) ?? 0) }

    /// The frames of `queue` from `sequence` on, in order.
    func frames(of queue: Queue, from sequence: UInt64, limit: Int) throws -> [DeliverFrame] {
        try transaction.rows(
            """
            SELECT id, sequence, expiry, kind, envelope FROM outbox
            WHERE queue = \(queue.row) AND sequence >= \(Int64(clamping: sequence)) ORDER BY sequence LIMIT \(limit)
            """
        ).map { row in
            let envelope = try node.records.open(row.bytes(4), at: place(row.integer(0)))
            let sequence = UInt64(clamping: try row.integer(1))
            let expiry = UnixMinute(count: UInt32(clamping: try row.integer(2)))
            let kind = UInt8(clamping: try row.integer(3))
            let code = QueueCode.deliver(queue.key, queue: queue.id, sequence: sequence, expiry: expiry, kind: kind, envelope: envelope)
            return DeliverFrame(queue: queue.id, sequence: sequence, expiry: expiry, kind: kind, code: code, envelope: envelope)
        }
    }

    /// Forgets what is stored at the destination: `sequences`. Returns the messages that were among it.
    func acknowledge(_ queue: Queue, _ sequences: ClosedRange<UInt64>) throws -> [Told] {
        let (first, last) = (Int64(clamping: sequences.lowerBound), Int64(clamping: sequences.upperBound))
        let told = try transaction.rows(
            "DELETE FROM outbox WHERE queue = \(queue.row) AND sequence BETWEEN \(first) AND \(last) RETURNING message"
        ).compactMap { try $0.optionalInteger(0) }
        try transaction.execute("UPDATE outgoing_queue SET acknowledged = max(acknowledged, \(last)) WHERE id = \(queue.row)")
        return told.map { Told(connection: queue.connection, message: MessageID(number: $0)) }
    }

    /// Forgets the envelopes of all queues that expired before now. Returns the messages that were among them.
    func expire() throws -> [Told] {
        let limit = Int64(node.now.count)
        guard try transaction.row("SELECT 1 FROM outbox WHERE expiry < \(limit) LIMIT 1") != nil else { return [] }
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
        let told = try transaction.rows(
            """
            SELECT outgoing_queue.connection, outbox.message FROM outbox JOIN outgoing_queue ON outbox.queue = outgoing_queue.id
            WHERE outbox.expiry < \(limit) AND outbox.message IS NOT NULL
            """
        ).map { Told(connection: ConnectionID(row: try $0.integer(0)), message: MessageID(number: try $0.integer(1))) }
        try transaction.execute("DELETE FROM outbox WHERE expiry < \(limit)")
        return told
    }

    /// Forgets all of a closed queue. Returns the messages that were among it.
    func abandon(_ queue: Queue) throws -> [Told] {
        try transaction.rows("DELETE FROM outbox WHERE queue = \(queue.row) RETURNING message").compactMap { try $0.optionalInteger(0) }
            .map { Told(connection: queue.connection, message: MessageID(number: $0)) }
    }

    /// Takes everything but the answer to a request out of a queue: what it was sealed in is given up.
    func withdraw(from queue: Queue) throws {
        try transaction.execute("DELETE FROM outbox WHERE queue = \(queue.row) AND kind != \(Int64(EnvelopeKind.accept.rawValue))")
    }

    /// Whether an envelope of `kind` waits in `queue`.
    func isWaiting(_ kind: EnvelopeKind, in queue: Queue) throws -> Bool {
        try transaction.row("SELECT 1 FROM outbox WHERE queue = \(queue.row) AND kind = \(Int64(kind.rawValue)) LIMIT 1") != nil
    }

    /// Whether an offer that the other side has not stored yet is of no later epoch than its own: it would be dropped there.
    func hasOvertakenOffer(in queue: Queue, after highest: UInt64, by epoch: UInt32) throws -> Bool {
        let rows = try transaction.rows(
            """
            SELECT id, envelope FROM outbox
            WHERE queue = \(queue.row) AND kind = \(Int64(EnvelopeKind.renew.rawValue)) AND sequence > \(Int64(clamping: highest))
            """)
        return try rows.contains { row in
            let envelope = try node.records.open(row.bytes(1), at: place(row.integer(0)))
            return RenewalEnvelope.epoch(of: envelope).map { $0 <= epoch } ?? true
        }
    }

    private func place(_ row: Int64) -> RecordPlace { RecordPlace(table: "outbox", row: row, column: "envelope") }
}
