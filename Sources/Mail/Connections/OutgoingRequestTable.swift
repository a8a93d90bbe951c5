internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// A connection request that this member sent, with the keys that its answer will need.
///
/// **Layout** version 2 ‖ address (u16 length) ‖ greeting (u16 length) ‖ minute u32 ‖ their account key 32 ‖ signed prekey 32 ‖ keys ‖
/// request secret 32 ‖ our bundle (u16 length) ‖ ML-KEM seed (u16 length, 64 or 0) ‖ floor u8. Version 1 ends with the bundle, has no seed and a
/// classical floor, and is still read.
struct SentRequest: Sendable {
    private static let version: UInt8 = 2
    private static let versionWithoutSeed: UInt8 = 1

    let to: MemberAddress
    let greeting: String
    let minute: UnixMinute
    /// The account key of their card: the answer must come from it.
    let accountKey: VerifyingKey
    let signedPrekey: AgreementKey
    let keys: ConnectionKeys
    let requestSecret: SecretBytes
    let bundle: [UInt8]
    /// The seed of the bundle's KEM key: a seed, since the request is read where the library has no ML-KEM too.
    let kemSeed: SecretBytes?
    /// The least that the answer must agree on: their card had said so when the request was made, or when it was sent again.
    private(set) var floor: KeyAgreement

    /// Notes that the request was sealed in that way, to a card of which the answer must not be less.
    mutating func raiseFloor(to agreement: KeyAgreement) { floor = max(floor, agreement) }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(SentRequest.version)
        writer.writeText(to.description)
        writer.writeText(greeting)
        writer.write(minute.count)
        writer.write(accountKey.bytes)
        writer.write(signedPrekey.secret.exposed())
        keys.write(to: &writer)
        writer.write(requestSecret.exposed())
        writer.writePrefixed(bundle)
        writer.writePrefixed(kemSeed?.exposed() ?? [])
        writer.write(floor.rawValue)
        return writer.bytes
    }

    /// A request with fresh keys, for this connection alone.
    init(to: MemberAddress, greeting: String, minute: UnixMinute, card: Card, capabilities: Capabilities) throws(CryptoError) {
        self.to = to
        self.greeting = greeting
        self.minute = minute
        accountKey = card.accountKey
        signedPrekey = .generate()
        keys = ConnectionKeys()
        requestSecret = .random(32)
        let kem = capabilities.contains(.postQuantum) ? try MLKEM768Key.generate() : nil
        kemSeed = kem?.seed
        floor = KeyAgreement(card.capabilities, capabilities)
        bundle = ConnectionBundle(keys, agreement: signedPrekey.publicKey, capabilities: capabilities, kemKey: kem?.publicKey).encoded
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.readUInt8()
        guard version == SentRequest.version || version == SentRequest.versionWithoutSeed else { throw ByteReaderError.invalidValue }
        to = try MemberAddress(encoded: reader.readText(limit: MemberAddress.maximumByteCount))
        greeting = try reader.readText(limit: RequestPayload.greetingByteLimit)
        minute = UnixMinute(count: try reader.readUInt32())
        accountKey = try VerifyingKey(reader.read(32))
        signedPrekey = try AgreementKey(secret: SecretBytes(copying: reader.read(32)))
        keys = try ConnectionKeys(&reader)
        requestSecret = SecretBytes(copying: try reader.read(32))
        bundle = try reader.readPrefixed(limit: ConnectionBundle.maximumByteCount)
        if version == SentRequest.version {
            let seed = try reader.readPrefixed(limit: MLKEM768Key.seedByteCount)
            guard seed.isEmpty || seed.count == MLKEM768Key.seedByteCount, let floor = KeyAgreement(rawValue: try reader.readUInt8()) else {
                throw ByteReaderError.invalidValue
            }
            kemSeed = seed.isEmpty ? nil : SecretBytes(copying: seed)
            self.floor = floor
        } else {
            (kemSeed, floor) = (nil, .classical)
        }
        try reader.finish()
    }
}

/// Connection requests that members sent and that wait for an answer, sealed under the account key.
enum OutgoingRequestTable {
    static let migration = Migration(
        "0004 outgoing requests",
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

    static func insert(_ id: SentRequestID, _ request: SentRequest, account: AccountID, _ key: AccountKey, in transaction: Transaction)
        throws
    {
        let sealed = try key.records.seal(request.encode(), at: place(id))
        try transaction.execute(
            """
            INSERT INTO outgoing_request(id, account, peer_index, sent, sealed)
            VALUES (\(id.row), \(account.row), \(key.index(of: request.to)), \(Int64(request.minute.count)), \(sealed))
            """)
    }

    /// Keeps a request that is sent again.
    static func keep(_ request: SentRequest, _ id: SentRequestID, _ key: AccountKey, in transaction: Transaction) throws {
        let sealed = try key.records.seal(request.encode(), at: place(id))
        try transaction.execute("UPDATE outgoing_request SET sealed = \(sealed) WHERE id = \(id.row)")
    }

    /// All requests of `account`, and whether the answer to each is here and held.
    static func all(
        of account: AccountID, _ key: AccountKey, in transaction: Transaction
    ) throws -> [(request: SentRequest, isHeld: Bool)] {
        try transaction.rows(
            """
            SELECT id, sealed, EXISTS(SELECT 1 FROM incoming_queue
                WHERE incoming_queue.account = outgoing_request.account AND request = outgoing_request.id AND is_held = 1)
            FROM outgoing_request WHERE account = \(account.row) ORDER BY rowid
            """
        ).map {
            let place = place(SentRequestID(row: try $0.integer(0)))
            return (try SentRequest(decoding: key.records.open($0.bytes(1), at: place)), try $0.integer(2) == 1)
        }
    }

    static func find(to peer: MemberAddress, account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> SentRequestID? {
        try transaction.row("SELECT id FROM outgoing_request WHERE account = \(account.row) AND peer_index = \(key.index(of: peer))")
            .map { SentRequestID(row: try $0.integer(0)) }
    }

    /// The request to `peer` of which nobody knows whether it arrived.
    static func unconfirmed(
        to peer: MemberAddress, account: AccountID, _ key: AccountKey, in transaction: Transaction
    ) throws -> (id: SentRequestID, request: SentRequest)? {
        let row = try transaction.row(
            """
            SELECT id, sealed FROM outgoing_request
            WHERE account = \(account.row) AND peer_index = \(key.index(of: peer)) AND is_confirmed = 0
            """)
        guard let row else { return nil }
        let id = SentRequestID(row: try row.integer(0))
        return (id, try SentRequest(decoding: key.records.open(row.bytes(1), at: place(id))))
    }

    static func confirm(_ id: SentRequestID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE outgoing_request SET is_confirmed = 1 WHERE id = \(id.row)")
    }

    /// Forgets the requests of `account` that nobody answered in time, with their queues.
    static func forgetExpired(of account: AccountID, now: UnixMinute, in transaction: Transaction) throws {
        let oldest = Int64(now.count) - Int64(lifetimeMinutes)
        let rows = try transaction.rows("SELECT id FROM outgoing_request WHERE account = \(account.row) AND sent < \(oldest)")
        for row in rows { try forget(SentRequestID(row: row.integer(0)), account: account, in: transaction) }
    }

    /// Deletes a request together with the queues on which its answer would come.
    static func forget(_ id: SentRequestID, account: AccountID, in transaction: Transaction) throws {
        try IncomingQueueTable.deleteQueues(ofRequest: id, in: transaction)
        try delete(id, account: account, in: transaction)
    }

    static func isConfirmed(to peer: MemberAddress, account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM outgoing_request
            WHERE account = \(account.row) AND peer_index = \(key.index(of: peer)) AND is_confirmed = 1
            """) != nil
    }

    static func request(_ id: SentRequestID, account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> SentRequest? {
        try transaction.row("SELECT sealed FROM outgoing_request WHERE id = \(id.row) AND account = \(account.row)")
            .map { try SentRequest(decoding: key.records.open($0.bytes(0), at: place(id))) }
    }

    static func count(of account: AccountID, in transaction: Transaction) throws -> Int {
        Int(clamping: try transaction.row("SELECT count(*) FROM outgoing_request WHERE account = \(account.row)")?.integer(0) ?? 0)
    }

    /// Deletes the request; its queues go with it unless they were handed to a connection before.
    static func delete(_ id: SentRequestID, account: AccountID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM outgoing_request WHERE id = \(id.row) AND account = \(account.row)")
    }

    private static func place(_ id: SentRequestID) -> RecordPlace { RecordPlace(table: "outgoing_request", row: id.row, column: "sealed") }
}
