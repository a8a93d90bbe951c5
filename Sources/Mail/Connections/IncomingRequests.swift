internal import Bytes
internal import Crypto
internal import Domain
internal import Store

extension NodeScope {
    /// Connection requests as they come in, for members who may be logged out.
    var incomingRequests: IncomingRequests { IncomingRequests(node: self) }
}

/// Connection requests as they come in: kept under the node key until the member's next visit.
///
/// **Source** protocol §6.4, §6.5.
struct IncomingRequests {
    private typealias State = IncomingRequestTable.State

    fileprivate let node: NodeScope
    private var transaction: Transaction { node.transaction }

    func pendingCount(of account: AccountID) throws -> Int {
        let row = try transaction.row(
            "SELECT count(*) FROM incoming_request WHERE account = \(account.row) AND state < \(State.denied.rawValue)")
        return Int(clamping: try row?.integer(0) ?? 0)
    }

    /// Keeps `arrival`; false when the same one was here before.
    func insert(_ arrival: IncomingRequestTable.Arrival, for account: AccountID) throws -> Bool {
        let now = Int64(node.now.count)
        let capsuleHash = SHA256.hash(arrival.frame.encapsulated)
        try transaction.execute("DELETE FROM capsule WHERE arrived < \(now - Int64(IncomingRequestTable.capsuleMinutes))")
        guard try transaction.row("SELECT 1 FROM capsule WHERE hash = \(capsuleHash)") == nil else { return false }
        try transaction.execute("INSERT INTO capsule(hash, arrived) VALUES (\(capsuleHash), \(now))")
        if try pendingCount(of: account) >= IncomingRequestTable.pendingLimit { try makeRoom(for: account) }
        var writer = ByteWriter()
        writer.write(arrival.sender.publicKey.bytes)
        writer.write(arrival.frame.pseudonym)
        writer.write(arrival.frame.encapsulated)
        writer.writePrefixed(arrival.frame.ciphertext)
        let id = RequestID.random()
        let sealed = try node.records.seal(writer.bytes, at: IncomingRequestTable.place(id))
        try transaction.execute(
            """
            INSERT INTO incoming_request(id, account, state, node_index, place, arrived, sealed)
            VALUES (\(id.row), \(account.row), \(State.unopened.rawValue), \(node.nodeKey.index(of: arrival.sender)),
                (SELECT coalesce(max(place), 0) + 1 FROM incoming_request), \(now), \(sealed))
            """)
        return true
    }

    /// The oldest of the node that has the most pending goes.
    private func makeRoom(for account: AccountID) throws {
        try transaction.execute(
            """
            DELETE FROM incoming_request WHERE id = (SELECT id FROM incoming_request AS mine
                WHERE account = \(account.row) AND state < \(State.denied.rawValue)
                ORDER BY (SELECT count(*) FROM incoming_request AS theirs
                    WHERE theirs.account = mine.account AND theirs.node_index = mine.node_index AND theirs.state < \(State.denied.rawValue)
                ) DESC, place LIMIT 1)
            """)
    }

    /// Whether `target` may not find `account`. The same statement runs for an account that does not exist.
    func isDenied(_ target: [UInt8], account: Int64) throws -> Bool {
        try transaction.row("SELECT 1 FROM denial WHERE account = \(account) AND target = \(target)") != nil
    }

    func forgetExpired() throws {
        let oldest = Int64(node.now.count) - Int64(IncomingRequestTable.lifetimeMinutes)
        try transaction.execute("DELETE FROM incoming_request WHERE state < \(State.denied.rawValue) AND arrived < \(oldest)")
    }
}

extension MemberScope {
    /// The connection requests that came to the member.
    var requests: MemberRequests { MemberRequests(mine: self) }
}

/// The connection requests that came to a present member: opened, sealed again under the account key, answered.
struct MemberRequests {
    typealias State = IncomingRequestTable.State
    typealias Opened = IncomingRequestTable.Opened

    fileprivate let mine: MemberScope
    private var transaction: Transaction { mine.transaction }
    private var account: Int64 { mine.account.row }

    /// The oldest requests to open; nil in the place of a row that can't be read any more, so that it stands in nobody's way.
    func unopened(limit: Int) throws -> [(id: RequestID, request: IncomingRequestTable.Unopened?)] {
        try transaction.rows(
            "SELECT id, sealed FROM incoming_request WHERE account = \(account) AND state = \(State.unopened.rawValue) ORDER BY place LIMIT \(limit)"
        ).map { row in
            let id = RequestID(row: try row.integer(0))
            let sealed = try row.bytes(1)
            let bytes = try? mine.node.records.open(sealed, at: IncomingRequestTable.place(id))
            return (id, bytes.flatMap { try? IncomingRequestTable.unopened(id, decoding: $0) })
        }
    }

    func unopenedCount() throws -> Int {
        let row = try transaction.row(
            "SELECT count(*) FROM incoming_request WHERE account = \(account) AND state = \(State.unopened.rawValue)")
        return Int(clamping: try row?.integer(0) ?? 0)
    }

    /// How many wait for an answer, opened or not.
    func waitingCount() throws -> Int {
        let row = try transaction.row(
            "SELECT count(*) FROM incoming_request WHERE account = \(account) AND state = \(State.waiting.rawValue)")
        return Int(clamping: try row?.integer(0) ?? 0)
    }

    /// Keeps an opened request under the account key: pseudonym 16 ‖ how it was sealed u8 ‖ payload.
    func keep(_ payload: RequestPayload, _ agreement: KeyAgreement, of request: IncomingRequestTable.Unopened) throws {
        var writer = ByteWriter()
        writer.write(request.pseudonym)
        writer.write(agreement.rawValue)
        writer.write(payload.encode())
        let sealed = try mine.records.seal(writer.bytes, at: IncomingRequestTable.place(request.id))
        try transaction.execute(
            """
            UPDATE incoming_request SET state = \(State.waiting.rawValue), sender_index = \(mine.key.index(of: payload.from)),
                sealed = \(sealed)
            WHERE id = \(request.id.row) AND account = \(account)
            """)
    }

    func opened(_ state: State) throws -> [Opened] {
        try transaction.rows(
            "SELECT id, arrived, sealed FROM incoming_request WHERE account = \(account) AND state = \(state.rawValue) ORDER BY place"
        ).map(opened)
    }

    func opened(_ id: RequestID, _ state: State) throws -> Opened? {
        try transaction.row(
            "SELECT id, arrived, sealed FROM incoming_request WHERE id = \(id.row) AND account = \(account) AND state = \(state.rawValue)"
        ).map(opened)
    }

    /// The waiting request of `sender`, if there is one.
    func waiting(from sender: MemberAddress) throws -> RequestID? { try find(sender, .waiting) }

    func isDenied(_ sender: MemberAddress) throws -> Bool { try find(sender, .denied) != nil }

    func delete(_ id: RequestID) throws {
        try transaction.execute("DELETE FROM incoming_request WHERE id = \(id.row) AND account = \(account)")
    }

    func deny(_ request: Opened) throws {
        let target = mine.nodeKey.denial(of: request.pseudonym, from: request.payload.from.node)
        try transaction.execute("UPDATE incoming_request SET state = \(State.denied.rawValue) WHERE id = \(request.id.row)")
        try transaction.execute(
            "INSERT OR REPLACE INTO denial(account, target, request) VALUES (\(account), \(target), \(request.id.row))")
    }

    func undoDenial(_ id: RequestID) throws {
        try transaction.execute("DELETE FROM denial WHERE account = \(account) AND request = \(id.row)")
        try transaction.execute(
            "UPDATE incoming_request SET state = \(State.waiting.rawValue) WHERE id = \(id.row) AND account = \(account)")
    }

    private func find(_ sender: MemberAddress, _ state: State) throws -> RequestID? {
        try transaction.row(
            """
            SELECT id FROM incoming_request
            WHERE account = \(account) AND state = \(state.rawValue) AND sender_index = \(mine.key.index(of: sender))
            """
        ).map { RequestID(row: try $0.integer(0)) }
    }

    private func opened(_ row: Row) throws -> Opened {
        let id = RequestID(row: try row.integer(0))
        var reader = ByteReader(try mine.records.open(row.bytes(2), at: IncomingRequestTable.place(id)))
        let pseudonym = try reader.read(16)
        guard let agreement = KeyAgreement(rawValue: try reader.readUInt8()) else { throw ByteReaderError.invalidValue }
        return Opened(
            id: id, pseudonym: pseudonym, arrived: UnixMinute(count: UInt32(clamping: try row.integer(1))),
            payload: try RequestPayload(decoding: reader.readRest()), agreement: agreement)
    }
}
