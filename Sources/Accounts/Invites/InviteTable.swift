internal import Domain
internal import Store

/// The invites in the database: of a code only an index under the node key is kept, by which it can be found and never read.
///
/// Nothing ties an invite to the account that was made with it.
enum InviteTable {
    static let migration = Migration(
        "0005 invites",
        [
            """
            CREATE TABLE invite(
                id INTEGER PRIMARY KEY,
                code_index BLOB NOT NULL UNIQUE,
                made INTEGER NOT NULL,
                expires INTEGER NOT NULL,
                is_used INTEGER NOT NULL DEFAULT 0
            ) STRICT
            """
        ])

    /// Keeps fresh invites that expire after `days`.
    static func create(count: Int, days: Int, now: UnixMinute, _ nodeKey: NodeKey, in transaction: Transaction) throws -> [FreshInvite] {
        try forgetOld(now: now, in: transaction)
        let unused = try transaction.row("SELECT count(*) FROM invite WHERE is_used = 0 AND expires > \(Int64(now.count))")
        guard try (unused?.integer(0) ?? 0) + Int64(count) <= Int64(InviteLimits.unused) else { throw InviteError.tooMany }
        let expires = UnixMinute(count: UInt32(clamping: Int64(now.count) + Int64(days) * 1440))
        var made: [FreshInvite] = []
        while made.count < count {
            let id = InviteID.random()
            guard try transaction.row("SELECT 1 FROM invite WHERE id = \(id.row)") == nil else { continue }
            let code = InviteCode.random()
            try transaction.execute(
                """
                INSERT INTO invite(id, code_index, made, expires)
                VALUES (\(id.row), \(nodeKey.index(of: code)), \(Int64(now.count)), \(Int64(expires.count)))
                """)
            made.append(FreshInvite(id: id, code: code, expires: expires))
        }
        return made
    }

    /// All invites that are kept, oldest first.
    static func all(now: UnixMinute, in transaction: Transaction) throws -> [Invite] {
        try transaction.rows("SELECT id, made, expires, is_used FROM invite ORDER BY made, expires, id").map { row in
            let expires = UnixMinute(count: UInt32(clamping: try row.integer(2)))
            let state: Invite.State = try row.boolean(3) ? .used : (expires > now ? .unused : .expired)
            return Invite(
                id: InviteID(row: try row.integer(0)), made: UnixMinute(count: UInt32(clamping: try row.integer(1))), expires: expires,
                state: state)
        }
    }

    /// Deletes an invite, used or not; false when there is none.
    static func revoke(_ id: InviteID, in transaction: Transaction) throws -> Bool {
        try transaction.execute("DELETE FROM invite WHERE id = \(id.row)")
        return transaction.changeCount == 1
    }

    /// Whether `code` can be used at `now`.
    static func isValid(_ code: InviteCode, now: UnixMinute, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM invite WHERE code_index = \(nodeKey.index(of: code)) AND is_used = 0 AND expires > \(Int64(now.count))") != nil
    }

    /// Uses `code` up; false when it can't be used at `now`. In the registration's own transaction, so that it works for one account alone.
    static func use(_ code: InviteCode, now: UnixMinute, _ nodeKey: NodeKey, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE invite SET is_used = 1
            WHERE code_index = \(nodeKey.index(of: code)) AND is_used = 0 AND expires > \(Int64(now.count))
            """)
        return transaction.changeCount == 1
    }

    private static func forgetOld(now: UnixMinute, in transaction: Transaction) throws {
        let before = Int64(now.count) - Int64(InviteLimits.keptDays) * 1440
        try transaction.execute("DELETE FROM invite WHERE expires < \(before)")
        let room = InviteLimits.kept - InviteLimits.atOnce
        try transaction.execute(
            """
            DELETE FROM invite WHERE id IN (
                SELECT id FROM invite WHERE is_used = 1 OR expires <= \(Int64(now.count))
                ORDER BY made LIMIT max(0, (SELECT count(*) FROM invite) - \(room))
            )
            """)
    }
}
