internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// What a connection keeps outside its session: it outlives every renewal of keys.
///
/// **Layout** version 2 ‖ peer address (u16 length) ‖ since u32 ‖ epoch u32 ‖ keys ‖ presence key 32 ‖ repair key 32 ‖ history key 64 ‖
/// peer's account key 32 ‖ peer's IK_sig 32 ‖ peer's IK_dh 32 ‖ associated data (u16 length) ‖ floor u8. Version 1 has no floor, which was
/// classical, and is still read. **Source** protocol §7, §9.7, §10.5.
struct ConnectionRecord: Sendable {
    private static let version: UInt8 = 2
    private static let versionWithoutFloor: UInt8 = 1
    private static let associatedDataLimit = 1024

    let peer: MemberAddress
    let since: UnixMinute
    /// How often the keys were renewed.
    var epoch: UInt32
    let keys: ConnectionKeys
    let presenceKey: SecretBytes
    let repairKey: SecretBytes
    /// Seals this conversation's history. **Shape** 64 bytes.
    let historyKey: SecretBytes
    let peerAccountKey: VerifyingKey
    let peerIdentity: VerifyingKey
    let peerIdentityAgreement: AgreementPublicKey
    /// What every message is bound to: both sides' keys and addresses as at acceptance.
    let associatedData: [UInt8]
    /// The least that any keys of this connection are made with. It never drops.
    ///
    /// Where it is hybrid, each renewal must mix in an ML-KEM secret: an offer without a KEM key or an answer without a ciphertext is refused,
    /// and without ML-KEM in its own library a node can't renew. A hybrid renewal of a classical connection raises it.
    private(set) var floor: KeyAgreement

    /// Notes that keys were agreed on in that way: nothing weaker is taken from now on.
    mutating func raiseFloor(to agreement: KeyAgreement) { floor = max(floor, agreement) }

    /// Whether this side made the request: the asker comes first in what every message is bound to.
    var isAsker: Bool {
        let asker = associatedData.dropFirst(Acceptance.askerIdentityOffset).prefix(32)
        return asker.elementsEqual(keys.identity.publicKey.bytes)
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(ConnectionRecord.version)
        writer.writeText(peer.description)
        writer.write(since.count)
        writer.write(epoch)
        keys.write(to: &writer)
        writer.write(presenceKey.exposed())
        writer.write(repairKey.exposed())
        writer.write(historyKey.exposed())
        writer.write(peerAccountKey.bytes)
        writer.write(peerIdentity.bytes)
        writer.write(peerIdentityAgreement.bytes)
        writer.writePrefixed(associatedData)
        writer.write(floor.rawValue)
        return writer.bytes
    }

    init(
        peer: MemberAddress, since: UnixMinute, keys: ConnectionKeys, root: ConnectionRoot, peerAccountKey: VerifyingKey,
        peerBundle: ConnectionBundle, associatedData: [UInt8], historyKey: SecretBytes, floor: KeyAgreement
    ) {
        self.peer = peer
        self.since = since
        self.keys = keys
        epoch = 0
        presenceKey = root.presenceKey
        repairKey = root.repairKey
        self.historyKey = historyKey
        self.peerAccountKey = peerAccountKey
        peerIdentity = peerBundle.identity
        peerIdentityAgreement = peerBundle.identityAgreement
        self.associatedData = associatedData
        self.floor = floor
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.readUInt8()
        guard version == ConnectionRecord.version || version == ConnectionRecord.versionWithoutFloor else {
            throw ByteReaderError.invalidValue
        }
        peer = try MemberAddress(encoded: reader.readText(limit: MemberAddress.maximumByteCount))
        since = UnixMinute(count: try reader.readUInt32())
        epoch = try reader.readUInt32()
        keys = try ConnectionKeys(&reader)
        presenceKey = SecretBytes(copying: try reader.read(32))
        repairKey = SecretBytes(copying: try reader.read(32))
        historyKey = SecretBytes(copying: try reader.read(64))
        peerAccountKey = try VerifyingKey(reader.read(32))
        peerIdentity = try VerifyingKey(reader.read(32))
        peerIdentityAgreement = try AgreementPublicKey(reader.read(32))
        associatedData = try reader.readPrefixed(limit: ConnectionRecord.associatedDataLimit)
        if version == ConnectionRecord.version {
            guard let floor = KeyAgreement(rawValue: try reader.readUInt8()) else { throw ByteReaderError.invalidValue }
            self.floor = floor
        } else {
            floor = .classical
        }
        try reader.finish()
    }
}

/// The connections of all members, sealed under their account keys.
enum ConnectionTable {
    static let migration = Migration(
        "0005 connections",
        [
            """
            CREATE TABLE connection(
                id INTEGER PRIMARY KEY,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                peer_index BLOB NOT NULL,
                state INTEGER NOT NULL DEFAULT 0,
                unread INTEGER NOT NULL DEFAULT 0,
                failures INTEGER NOT NULL DEFAULT 0,
                record BLOB NOT NULL,
                session BLOB NOT NULL,
                UNIQUE(account, peer_index)
            ) STRICT
            """
        ])

    /// How a connection stands; the raw value is its column's.
    enum Standing: Int64, Sendable {
        /// Both ends agree on the keys.
        case good = 0
        /// The other end has none of this connection's keys.
        case broken = 1
        /// The keys no longer fit: new ones are offered when the member is next here.
        case renewalDue = 2
        /// New keys were offered.
        case renewalOffered = 3
    }

    /// A connection as it was read.
    struct Connection: Sendable {
        let id: ConnectionID
        let record: ConnectionRecord
        let standing: Standing
        let unreadCount: Int

        var isBroken: Bool { standing == .broken }
        /// Whether texts wait in the history for new keys.
        var isRenewing: Bool { standing == .renewalDue || standing == .renewalOffered }
    }

    static func insert(
        _ id: ConnectionID, _ record: ConnectionRecord, session: RatchetSession, account: AccountID, _ key: AccountKey,
        in transaction: Transaction
    ) throws {
        let sealedRecord = try key.records.seal(record.encode(), at: place(id, "record"))
        let sealedSession = try key.records.seal(session.encode(), at: place(id, "session"))
        try transaction.execute(
            """
            INSERT INTO connection(id, account, peer_index, record, session)
            VALUES (\(id.row), \(account.row), \(key.index(of: record.peer)), \(sealedRecord), \(sealedSession))
            """)
    }

    static func all(of account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> [Connection] {
        try transaction.rows("SELECT id, record, state, unread FROM connection WHERE account = \(account.row)").map {
            try connection($0, key)
        }
    }

    static func connection(_ id: ConnectionID, account: AccountID, _ key: AccountKey, in transaction: Transaction) throws -> Connection? {
        try transaction.row("SELECT id, record, state, unread FROM connection WHERE id = \(id.row) AND account = \(account.row)")
            .map { try connection($0, key) }
    }

    /// The connection with `peer`, and whether its keys no longer fit.
    static func find(
        _ peer: MemberAddress, account: AccountID, _ key: AccountKey, in transaction: Transaction
    ) throws -> (id: ConnectionID, isBroken: Bool)? {
        try transaction.row("SELECT id, state FROM connection WHERE account = \(account.row) AND peer_index = \(key.index(of: peer))")
            .map { (ConnectionID(row: try $0.integer(0)), try $0.integer(1) == Standing.broken.rawValue) }
    }

    /// The key of the history with `peer`, when there is one: a connection made anew goes on with it.
    static func historyKey(
        of peer: MemberAddress, account: AccountID, _ key: AccountKey, in transaction: Transaction
    ) throws -> SecretBytes? {
        guard let (id, _) = try find(peer, account: account, key, in: transaction) else { return nil }
        return try connection(id, account: account, key, in: transaction)?.record.historyKey
    }

    /// What the connection with `peer` was made with at least, for one made anew to keep; classical when there is none, or when that was
    /// another person: one under another account key.
    static func floor(
        with peer: MemberAddress, _ accountKey: VerifyingKey, account: AccountID, _ key: AccountKey, in transaction: Transaction
    ) throws -> KeyAgreement {
        guard let (id, _) = try find(peer, account: account, key, in: transaction),
            let record = try connection(id, account: account, key, in: transaction)?.record, record.peerAccountKey == accountKey
        else { return .classical }
        return record.floor
    }

    /// Frees the address of a connection for the one in its place.
    static func stepAside(_ id: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE connection SET peer_index = \(Random.bytes(32)) WHERE id = \(id.row)")
    }

    /// Deletes a connection with its queues, and with what is still its history.
    static func delete(_ id: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM connection WHERE id = \(id.row)")
    }

    static func session(of id: ConnectionID, _ key: AccountKey, in transaction: Transaction) throws -> RatchetSession? {
        try transaction.row("SELECT session FROM connection WHERE id = \(id.row)")
            .map { try RatchetSession(decoding: key.records.openSecret($0.bytes(0), at: place(id, "session"))) }
    }

    /// Keeps the session after a step of sending.
    static func keepSent(_ session: RatchetSession, of id: ConnectionID, _ key: AccountKey, in transaction: Transaction) throws {
        let sealed = try key.records.seal(session.encode(), at: place(id, "session"))
        try transaction.execute("UPDATE connection SET session = \(sealed) WHERE id = \(id.row)")
    }

    /// Keeps the session after an envelope opened: whatever failed before it was an accident.
    static func keepReceived(_ session: RatchetSession, of id: ConnectionID, _ key: AccountKey, in transaction: Transaction) throws {
        try keepSent(session, of: id, key, in: transaction)
        try transaction.execute("UPDATE connection SET failures = 0 WHERE id = \(id.row) AND failures > 0")
    }

    /// Keeps what a renewal made: the record with its epoch, and the session in the place of the old one.
    static func keepRenewed(
        _ record: ConnectionRecord, _ session: RatchetSession, of id: ConnectionID, _ key: AccountKey, in transaction: Transaction
    ) throws {
        try keepReceived(session, of: id, key, in: transaction)
        try keep(record, of: id, key, in: transaction)
    }

    /// Keeps the record alone.
    static func keep(_ record: ConnectionRecord, of id: ConnectionID, _ key: AccountKey, in transaction: Transaction) throws {
        let sealed = try key.records.seal(record.encode(), at: place(id, "record"))
        try transaction.execute("UPDATE connection SET record = \(sealed) WHERE id = \(id.row)")
    }

    static func addUnread(_ id: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE connection SET unread = unread + 1 WHERE id = \(id.row)")
    }

    static func clearUnread(_ id: ConnectionID, account: AccountID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE connection SET unread = 0 WHERE id = \(id.row) AND account = \(account.row) AND unread > 0")
    }

    /// Counts an envelope that did not open; after three in a row the keys are renewed.
    static func countFailure(_ id: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE connection SET failures = failures + 1, state = CASE WHEN failures >= 2 AND state = 0 THEN 2 ELSE state END WHERE id = \(id.row)"
        )
    }

    static func markBroken(_ id: ConnectionID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE connection SET state = 1 WHERE id = \(id.row)")
    }

    private static func connection(_ row: Row, _ key: AccountKey) throws -> Connection {
        let id = ConnectionID(row: try row.integer(0))
        return Connection(
            id: id, record: try ConnectionRecord(decoding: key.records.open(row.bytes(1), at: place(id, "record"))),
            standing: Standing(rawValue: try row.integer(2)) ?? .broken, unreadCount: Int(clamping: try row.integer(3)))
    }

    private static func place(_ id: ConnectionID, _ column: StaticString) -> RecordPlace {
        RecordPlace(table: "connection", row: id.row, column: column)
    }
}
