internal import Crypto
internal import Domain
internal import Store

/// The schema of connection requests that members sent and that wait for an answer, sealed under the account key.
enum OutgoingRequestTable {
    static let migration = Migration(
        "0008 outgoing requests",
        [
            """
            CREATE TABLE outgoing_request(
                id INTEGER PRIMARY KEY,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                peer_index BLOB NOT NULL,
                sent INTEGER NOT NULL,
                is_confirmed INTEGER NOT NULL DEFAULT 0,
                sealed BLOB NOT NULL,
                UNIQUE(account, peer_index)
            ) STRICT
            """
        ])

    /// The most requests of one member that wait at once.
    static let limit = 50
    /// A request without an answer is forgotten after 62 days: the other node keeps it for 30, and an answer travels for at most 31.
    static let lifetimeMinutes: UInt32 = 62 * 1440
}

extension MemberScope {
    /// The connection requests that the member sent.
    var sentRequests: SentRequests { SentRequests(mine: self) }
}

/// The connection requests that a member sent and that wait for an answer.
struct SentRequests {
    fileprivate let mine: MemberScope
    private var transaction: Transaction { mine.transaction }
    private var account: Int64 { mine.account.row }

    func insert(_ id: SentRequestID, _ request: SentRequest) throws {
        let sealed = try mine.records.seal(request.encode(), at: place(id))
        try transaction.execute(
            """
            INSERT INTO outgoing_request(id, account, peer_index, sent, sealed)
            VALUES (\(id.row), \(account), \(mine.key.index(of: request.to)), \(Int64(request.minute.count)), \(sealed))
            """)
    }

    /// Keeps a request that is sent again.
    func keep(_ request: SentRequest, _ id: SentRequestID) throws {
        let sealed = try mine.records.seal(request.encode(), at: place(id))
        try transaction.execute("UPDATE outgoing_request SET sealed = \(sealed) WHERE id = \(id.row) AND account = \(account)")
    }

    /// All requests, and whether the answer to each is here and held.
    func all() throws -> [(request: SentRequest, isHeld: Bool)] {
        try transaction.rows(
            """
            SELECT id, sealed, EXISTS(SELECT 1 FROM incoming_queue
                WHERE incoming_queue.account = outgoing_request.account AND request = outgoing_request.id AND is_held = 1)
            FROM outgoing_request WHERE account = \(account) ORDER BY rowid
            """
        ).map {
            let place = place(SentRequestID(row: try $0.integer(0)))
            return (try SentRequest(decoding: mine.records.open($0.bytes(1), at: place)), try $0.integer(2) == 1)
        }
    }

    func find(to peer: MemberAddress) throws -> SentRequestID? {
        try transaction.row("SELECT id FROM outgoing_request WHERE account = \(account) AND peer_index = \(mine.key.index(of: peer))")
            .map { SentRequestID(row: try $0.integer(0)) }
    }

    /// The request to `peer` of which nobody knows whether it arrived.
    func unconfirmed(to peer: MemberAddress) throws -> (id: SentRequestID, request: SentRequest)? {
        let row = try transaction.row(
            """
            SELECT id, sealed FROM outgoing_request
            WHERE account = \(account) AND peer_index = \(mine.key.index(of: peer)) AND is_confirmed = 0
            """)
        guard let row else { return nil }
        let id = SentRequestID(row: try row.integer(0))
        return (id, try SentRequest(decoding: mine.records.open(row.bytes(1), at: place(id))))
    }

    func confirm(_ id: SentRequestID) throws {
        try transaction.execute("UPDATE outgoing_request SET is_confirmed = 1 WHERE id = \(id.row) AND account = \(account)")
    }

    /// Forgets the requests that nobody answered in time, with their queues.
    func forgetExpired() throws {
        let oldest = Int64(mine.now.count) - Int64(OutgoingRequestTable.lifetimeMinutes)
        let rows = try transaction.rows("SELECT id FROM outgoing_request WHERE account = \(account) AND sent < \(oldest)")
        for row in rows { try forget(SentRequestID(row: row.integer(0))) }
    }

    /// Deletes a request together with the queues on which its answer would come.
    func forget(_ id: SentRequestID) throws {
        try mine.incomingQueues.deleteQueues(of: id)
        try delete(id)
    }

    func isConfirmed(to peer: MemberAddress) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM outgoing_request
            WHERE account = \(account) AND peer_index = \(mine.key.index(of: peer)) AND is_confirmed = 1
            """) != nil
    }

    func request(_ id: SentRequestID) throws -> SentRequest? {
        try transaction.row("SELECT sealed FROM outgoing_request WHERE id = \(id.row) AND account = \(account)")
            .map { try SentRequest(decoding: mine.records.open($0.bytes(0), at: place(id))) }
    }

    func count() throws -> Int {
        Int(clamping: try transaction.row("SELECT count(*) FROM outgoing_request WHERE account = \(account)")?.integer(0) ?? 0)
    }

    /// Deletes the request; its queues go with it unless they were handed to a connection before.
    func delete(_ id: SentRequestID) throws {
        try transaction.execute("DELETE FROM outgoing_request WHERE id = \(id.row) AND account = \(account)")
    }

    private func place(_ id: SentRequestID) -> RecordPlace { RecordPlace(table: "outgoing_request", row: id.row, column: "sealed") }
}
