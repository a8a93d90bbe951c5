internal import Crypto
internal import Domain
internal import Store

/// The schema of the connections of all members, sealed under their account keys; each belongs to a conversation.
enum ConnectionTable {
    static let migration = Migration(
        "0010 connections",
        [
            """
            CREATE TABLE connection(
                id INTEGER PRIMARY KEY,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
                peer_index BLOB NOT NULL,
                state INTEGER NOT NULL DEFAULT 0,
                failures INTEGER NOT NULL DEFAULT 0,
                record BLOB NOT NULL,
                session BLOB NOT NULL,
                renewal BLOB,
                UNIQUE(account, peer_index)
            ) STRICT
            """,
            "CREATE INDEX connection_conversation ON connection(conversation)",
            "CREATE INDEX connection_renewing ON connection(account) WHERE state >= 2",
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
        let conversation: ConversationID
        let record: ConnectionRecord
        let standing: Standing

        var isBroken: Bool { standing == .broken }
        /// Whether texts wait in the history for new keys.
        var isRenewing: Bool { standing == .renewalDue || standing == .renewalOffered }
    }
}

extension NodeScope {
    /// What may be done to a connection while its member is away.
    var connections: Connections { Connections(node: self) }
}

/// What may be done to a connection while its member is away.
struct Connections {
    fileprivate let node: NodeScope

    /// The keys of `connection` have to be renewed when its member is next here. One that is broken stays so.
    func requireRenewal(of connection: ConnectionID) throws {
        let (due, broken) = (ConnectionTable.Standing.renewalDue.rawValue, ConnectionTable.Standing.broken.rawValue)
        try node.transaction.execute("UPDATE connection SET state = \(due) WHERE id = \(connection.row) AND state != \(broken)")
    }

    func markBroken(_ connection: ConnectionID) throws {
        try node.transaction.execute(
            "UPDATE connection SET state = \(ConnectionTable.Standing.broken.rawValue) WHERE id = \(connection.row)")
    }

    /// Counts an envelope that did not open; after three in a row the keys are renewed.
    func countFailure(of connection: ConnectionID) throws {
        let (good, due) = (ConnectionTable.Standing.good.rawValue, ConnectionTable.Standing.renewalDue.rawValue)
        try node.transaction.execute(
            """
            UPDATE connection SET failures = failures + 1, state = CASE WHEN failures >= 2 AND state = \(good) THEN \(due) ELSE state END
            WHERE id = \(connection.row)
            """)
    }

    /// The conversation that `connection` belongs to.
    func conversation(of connection: ConnectionID) throws -> ConversationID? {
        try node.transaction.row("SELECT conversation FROM connection WHERE id = \(connection.row)")
            .map { ConversationID(row: try $0.integer(0)) }
    }
}

extension MemberScope {
    /// The member's connections.
    var connections: MemberConnections { MemberConnections(mine: self) }
}

/// The connections of a present member.
struct MemberConnections {
    typealias Connection = ConnectionTable.Connection
    typealias Standing = ConnectionTable.Standing

    fileprivate let mine: MemberScope
    private var transaction: Transaction { mine.transaction }
    private var account: Int64 { mine.account.row }

    func insert(_ id: ConnectionID, _ record: ConnectionRecord, session: RatchetSession, in conversation: ConversationID) throws {
        let sealedRecord = try mine.records.seal(record.encode(), at: place(id, "record"))
        let sealedSession = try mine.records.seal(session.encode(), at: place(id, "session"))
        try transaction.execute(
            """
            INSERT INTO connection(id, account, conversation, peer_index, record, session)
            VALUES (\(id.row), \(account), \(conversation.row), \(mine.key.index(of: record.peer)), \(sealedRecord), \(sealedSession))
            """)
    }

    func all() throws -> [Connection] {
        try transaction.rows("SELECT id, record, state, conversation FROM connection WHERE account = \(account)").map(connection)
    }

    func connection(_ id: ConnectionID) throws -> Connection? {
        try transaction.row("SELECT id, record, state, conversation FROM connection WHERE id = \(id.row) AND account = \(account)")
            .map(connection)
    }

    /// The connection of a conversation of two.
    func connection(of conversation: ConversationID) throws -> Connection? {
        try transaction.row(
            "SELECT id, record, state, conversation FROM connection WHERE conversation = \(conversation.row) AND account = \(account)"
        ).map(connection)
    }

    /// The connection with `peer`, and whether its keys no longer fit.
    func find(_ peer: MemberAddress) throws -> (id: ConnectionID, conversation: ConversationID, isBroken: Bool)? {
        try transaction.row(
            "SELECT id, conversation, state FROM connection WHERE account = \(account) AND peer_index = \(mine.key.index(of: peer))"
        ).map {
            (
                ConnectionID(row: try $0.integer(0)), ConversationID(row: try $0.integer(1)),
                try $0.integer(2) == Standing.broken.rawValue
            )
        }
    }

    /// What the connection with `peer` was made with at least, for one made anew to keep; classical when there is none, or when that was
    /// another person: one under another account key.
    func floor(with peer: MemberAddress, _ accountKey: VerifyingKey) throws -> KeyAgreement {
        guard let found = try find(peer), let record = try connection(found.id)?.record, record.peerAccountKey == accountKey else {
            return .classical
        }
        return record.floor
    }

    /// Deletes a connection with its queues and all that waited in them; its conversation stays.
    func delete(_ id: ConnectionID) throws {
        try transaction.execute("DELETE FROM connection WHERE id = \(id.row) AND account = \(account)")
    }

    func session(of id: ConnectionID) throws -> RatchetSession? {
        try transaction.row("SELECT session FROM connection WHERE id = \(id.row) AND account = \(account)")
            .map { try RatchetSession(decoding: mine.records.openSecret($0.bytes(0), at: place(id, "session"))) }
    }

    /// Keeps the session after a step of sending.
    func keepSent(_ session: RatchetSession, of id: ConnectionID) throws {
        let sealed = try mine.records.seal(session.encode(), at: place(id, "session"))
        try transaction.execute("UPDATE connection SET session = \(sealed) WHERE id = \(id.row)")
    }

    /// Keeps the session after an envelope opened: whatever failed before it was an accident.
    func keepReceived(_ session: RatchetSession, of id: ConnectionID) throws {
        let sealed = try mine.records.seal(session.encode(), at: place(id, "session"))
        try transaction.execute("UPDATE connection SET session = \(sealed), failures = 0 WHERE id = \(id.row)")
    }

    /// Keeps what a renewal made: the record with its epoch, and the session in the place of the old one.
    func keepRenewed(_ record: ConnectionRecord, _ session: RatchetSession, of id: ConnectionID) throws {
        try keepReceived(session, of: id)
        try keep(record, of: id)
    }

    /// Keeps the record alone.
    func keep(_ record: ConnectionRecord, of id: ConnectionID) throws {
        let sealed = try mine.records.seal(record.encode(), at: place(id, "record"))
        try transaction.execute("UPDATE connection SET record = \(sealed) WHERE id = \(id.row)")
    }

    /// The connections that a renewal is due for, or offered.
    func renewing() throws -> [ConnectionID] {
        try transaction.rows("SELECT id FROM connection WHERE account = \(account) AND state >= 2")
            .map { ConnectionID(row: try $0.integer(0)) }
    }

    /// What this side began of a renewal.
    func renewal(of id: ConnectionID) throws -> RenewalState {
        guard let sealed = try transaction.row("SELECT renewal FROM connection WHERE id = \(id.row)")?.optionalBytes(0) else {
            return RenewalState()
        }
        return try RenewalState(decoding: mine.records.open(sealed, at: place(id, "renewal")))
    }

    /// Keeps what this side began, and how the connection stands.
    func keep(_ state: RenewalState, _ standing: Standing, of id: ConnectionID) throws {
        let sealed = try mine.records.seal(state.encode(), at: place(id, "renewal"))
        try transaction.execute("UPDATE connection SET renewal = \(sealed), state = \(standing.rawValue) WHERE id = \(id.row)")
    }

    private func connection(_ row: Row) throws -> Connection {
        let id = ConnectionID(row: try row.integer(0))
        return Connection(
            id: id, conversation: ConversationID(row: try row.integer(3)),
            record: try ConnectionRecord(decoding: mine.records.open(row.bytes(1), at: place(id, "record"))),
            standing: Standing(rawValue: try row.integer(2)) ?? .broken)
    }

    private func place(_ id: ConnectionID, _ column: StaticString) -> RecordPlace {
        RecordPlace(table: "connection", row: id.row, column: column)
    }
}
