internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// Connection requests that came in.
///
/// As one comes it is kept under the node key; the member's next visit opens it and seals it again under the account key.
/// **Source** protocol §6.6.
enum IncomingRequestTable {
    static let migration = Migration(
        "0003 incoming requests",
        [
            """
            CREATE TABLE incoming_request(
                id INTEGER PRIMARY KEY,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                state INTEGER NOT NULL,
                sender_index BLOB,
                node_index BLOB NOT NULL,
                place INTEGER NOT NULL,
                arrived INTEGER NOT NULL,
                sealed BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX incoming_request_account ON incoming_request(account, state)",
            "CREATE TABLE capsule(hash BLOB PRIMARY KEY, arrived INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE denial(
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                target BLOB NOT NULL,
                request INTEGER NOT NULL,
                PRIMARY KEY(account, target)
            ) STRICT, WITHOUT ROWID
            """,
        ])

    /// Pending requests a member has room for; when full, the oldest of the node that has the most makes room.
    static let pendingLimit = 50
    /// How long the hash of a request is remembered: its token is good for a day, and an hour of the clock is counted as begun.
    static let capsuleMinutes: UInt32 = (RequestToken.lifetimeHours + 2) * 60
    /// An unanswered request is forgotten after 30 days.
    static let lifetimeMinutes: UInt32 = 30 * 1440

    enum State: Int64 { case unopened = 0, waiting = 1, denied = 2 }

    /// A request as it came.
    struct Arrival: Sendable {
        let sender: OnionAddress
        let frame: RequestFrame
    }

    static func pendingCount(of account: AccountID, in transaction: Transaction) throws -> Int {
        let row = try transaction.row(
            "SELECT count(*) FROM incoming_request WHERE account = \(account.row) AND state < \(State.denied.rawValue)")
        return Int(clamping: try row?.integer(0) ?? 0)
    }

    /// Keeps `arrival`; false when the same one was here before.
    static func insert(_ arrival: Arrival, for account: AccountID, now: UnixMinute, _ nodeKey: NodeKey, in transaction: Transaction) throws
        -> Bool
    {
        let capsuleHash = SHA256.hash(arrival.frame.encapsulated)
        try transaction.execute("DELETE FROM capsule WHERE arrived < \(Int64(now.count) - Int64(capsuleMinutes))")
        guard try transaction.row("SELECT 1 FROM capsule WHERE hash = \(capsuleHash)") == nil else { return false }
        try transaction.execute("INSERT INTO capsule(hash, arrived) VALUES (\(capsuleHash), \(Int64(now.count)))")
        if try pendingCount(of: account, in: transaction) >= pendingLimit {
            try transaction.execute(
                """
                DELETE FROM incoming_request WHERE id = (SELECT id FROM incoming_request AS mine
                    WHERE account = \(account.row) AND state < \(State.denied.rawValue)
                    ORDER BY (SELECT count(*) FROM incoming_request AS theirs
                        WHERE theirs.account = mine.account AND theirs.node_index = mine.node_index AND theirs.state < \(State.denied.rawValue)
                    ) DESC, place LIMIT 1)
                """)
        }
        var writer = ByteWriter()
        writer.write(arrival.sender.publicKey.bytes)
        writer.write(arrival.frame.pseudonym)
        writer.write(arrival.frame.encapsulated)
        writer.writePrefixed(arrival.frame.ciphertext)
        let id = RequestID.random()
        let sealed = try nodeKey.records.seal(writer.bytes, at: place(id))
        try transaction.execute(
            """
            INSERT INTO incoming_request(id, account, state, node_index, place, arrived, sealed)
            VALUES (\(id.row), \(account.row), \(State.unopened.rawValue), \(nodeKey.index(of: arrival.sender)),
                (SELECT coalesce(max(place), 0) + 1 FROM incoming_request), \(Int64(now.count)), \(sealed))
            """)
        return true
    }

    /// A request before it is opened.
    struct Unopened: Sendable {
        let id: RequestID
        let sender: OnionAddress
        let pseudonym: [UInt8]
        let encapsulated: [UInt8]
        let ciphertext: [UInt8]
    }

    /// The oldest requests to open; nil in the place of a row that can't be read any more, so that it stands in nobody's way.
    static func unopened(
        of account: AccountID, limit: Int, _ nodeKey: NodeKey, in transaction: Transaction
    ) throws -> [(id: RequestID, request: Unopened?)] {
        try transaction.rows(
            "SELECT id, sealed FROM incoming_request WHERE account = \(account.row) AND state = \(State.unopened.rawValue) ORDER BY place LIMIT \(limit)"
        ).map { row in
            let id = RequestID(row: try row.integer(0))
            let sealed = try row.bytes(1)
            return (id, try? unopened(id, sealed, nodeKey))
        }
    }

    private static func unopened(_ id: RequestID, _ sealed: [UInt8], _ nodeKey: NodeKey) throws -> Unopened {
        try unopened(id, decoding: nodeKey.records.open(sealed, at: place(id)))
    }

    /// A request as it arrived, out of its seal at rest.
    static func unopened(_ id: RequestID, decoding bytes: [UInt8]) throws -> Unopened {
        // As on the wire, the size tells the form. Elder nodes took ciphertexts of any size below the one of today.
        let agreement: KeyAgreement = bytes.count > arrivalByteCount(.classical) ? .hybrid : .classical
        var reader = ByteReader(bytes)
        let request = Unopened(
            id: id, sender: OnionAddress(publicKey: try VerifyingKey(reader.read(32))), pseudonym: try reader.read(16),
            encapsulated: try reader.read(RequestFrame.encapsulatedByteCount(agreement)),
            ciphertext: try reader.readPrefixed(limit: RequestFrame.ciphertextByteCount(agreement)))
        try reader.finish()
        return request
    }

    /// Sender 32 ‖ pseudonym 16 ‖ encapsulated key ‖ ciphertext (u16 length).
    private static func arrivalByteCount(_ agreement: KeyAgreement) -> Int {
        50 + RequestFrame.encapsulatedByteCount(agreement) + RequestFrame.ciphertextByteCount(agreement)
    }

    static func unopenedCount(of account: AccountID, in transaction: Transaction) throws -> Int {
        let row = try transaction.row(
            "SELECT count(*) FROM incoming_request WHERE account = \(account.row) AND state = \(State.unopened.rawValue)")
        return Int(clamping: try row?.integer(0) ?? 0)
    }

    /// Keeps an opened request under the account key: pseudonym 16 ‖ 2, when it was sealed with X-Wing ‖ payload, which begins with 1.
    static func keep(
        _ payload: RequestPayload, _ agreement: KeyAgreement, of request: Unopened, account: AccountID, _ key: AccountKey,
        in transaction: Transaction
    ) throws {
        var writer = ByteWriter()
        writer.write(request.pseudonym)
        if agreement == .hybrid { writer.write(agreement.rawValue) }
        writer.write(payload.encode())
        let sealed = try key.records.seal(writer.bytes, at: place(request.id))
        try transaction.execute(
            """
            UPDATE incoming_request SET state = \(State.waiting.rawValue), sender_index = \(key.index(of: payload.from)), sealed = \(sealed)
            WHERE id = \(request.id.row) AND account = \(account.row)
            """)
    }

    /// An opened request.
    struct Opened: Sendable {
        let id: RequestID
        let pseudonym: [UInt8]
        let arrived: UnixMinute
        let payload: RequestPayload
        /// How it was sealed: its answer must agree on no less.
        let agreement: KeyAgreement
    }

    static func opened(_ state: State, of account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> [Opened] {
        try transaction.rows(
            "SELECT id, arrived, sealed FROM incoming_request WHERE account = \(account.row) AND state = \(state.rawValue) ORDER BY place"
        ).map { try opened($0, key) }
    }

    static func opened(
        _ id: RequestID, _ state: State, of account: AccountID, _ key: AccountKey, in transaction: Transaction
    ) throws -> Opened? {
        try transaction.row(
            "SELECT id, arrived, sealed FROM incoming_request WHERE id = \(id.row) AND account = \(account.row) AND state = \(state.rawValue)"
        ).map { try opened($0, key) }
    }

    /// The waiting request of `sender`, if there is one.
    static func waiting(from sender: MemberAddress, account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> RequestID?
    {
        try find(sender, .waiting, account, key, transaction)
    }

    static func isDenied(_ sender: MemberAddress, account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> Bool {
        try find(sender, .denied, account, key, transaction) != nil
    }

    static func delete(_ id: RequestID, account: AccountID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM incoming_request WHERE id = \(id.row) AND account = \(account.row)")
    }

    static func deny(_ request: Opened, account: AccountID, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        let target = nodeKey.denial(of: request.pseudonym, from: request.payload.from.node)
        try transaction.execute("UPDATE incoming_request SET state = \(State.denied.rawValue) WHERE id = \(request.id.row)")
        try transaction.execute(
            "INSERT OR REPLACE INTO denial(account, target, request) VALUES (\(account.row), \(target), \(request.id.row))")
    }

    static func undoDenial(_ id: RequestID, account: AccountID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM denial WHERE account = \(account.row) AND request = \(id.row)")
        try transaction.execute(
            "UPDATE incoming_request SET state = \(State.waiting.rawValue) WHERE id = \(id.row) AND account = \(account.row)")
    }

    /// Whether `target` may not find `account`. The same statement runs for an account that does not exist.
    static func isDenied(_ target: [UInt8], account: Int64, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT 1 FROM denial WHERE account = \(account) AND target = \(target)") != nil
    }

    static func forgetExpired(now: UnixMinute, in transaction: Transaction) throws {
        let oldest = Int64(now.count) - Int64(lifetimeMinutes)
        try transaction.execute("DELETE FROM incoming_request WHERE state < \(State.denied.rawValue) AND arrived < \(oldest)")
    }

    private static func find(
        _ sender: MemberAddress, _ state: State, _ account: AccountID, _ key: AccountKey, _ transaction: Transaction
    ) throws -> RequestID? {
        try transaction.row(
            """
            SELECT id FROM incoming_request
            WHERE account = \(account.row) AND state = \(state.rawValue) AND sender_index = \(key.index(of: sender))
            """
        ).map { RequestID(row: try $0.integer(0)) }
    }

    private static func opened(_ row: Row, _ key: AccountKey) throws -> Opened {
        let id = RequestID(row: try row.integer(0))
        var reader = ByteReader(try key.records.open(row.bytes(2), at: place(id)))
        let pseudonym = try reader.read(16)
        var payload = reader.readRest()
        let agreement: KeyAgreement = payload.first == KeyAgreement.hybrid.rawValue ? .hybrid : .classical
        if agreement == .hybrid { payload.removeFirst() }
        return Opened(
            id: id, pseudonym: pseudonym, arrived: UnixMinute(count: UInt32(clamping: try row.integer(1))),
            payload: try RequestPayload(decoding: payload), agreement: agreement)
    }

    private static func place(_ id: RequestID) -> RecordPlace { RecordPlace(table: "incoming_request", row: id.row, column: "sealed") }
}
