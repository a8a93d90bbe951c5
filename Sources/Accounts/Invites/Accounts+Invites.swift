internal import Domain
internal import Store

extension Accounts {
    /// Makes invites, each good for one registration until it expires; their codes are known this once.
    public func createInvites(count: Int, days: Int) async throws(InviteError) -> [FreshInvite] {
        guard (1...InviteLimits.atOnce).contains(count) else { throw .countOutOfBounds }
        guard (1...InviteLimits.maximumDays).contains(days) else { throw .daysOutOfBounds }
        let (nodeKey, now) = (nodeKey, now)
        do {
            return try await store.write { try InviteTable.create(count: count, days: days, now: now, nodeKey, in: $0) }
        } catch let error as InviteError { throw error } catch { throw .storage }
    }

    /// The invites that are kept, oldest first.
    public func invites() async throws(InviteError) -> [Invite] {
        let now = now
        do { return try await store.read { try InviteTable.all(now: now, in: $0) } } catch { throw .storage }
    }

    /// Takes an invite back: its code works no more, and it is listed no more.
    public func revokeInvite(_ id: InviteID) async throws(InviteError) {
        let isRevoked: Bool
        do { isRevoked = try await store.write { try InviteTable.revoke(id, in: $0) } } catch { throw .storage }
        guard isRevoked else { throw .notFound }
    }
}
