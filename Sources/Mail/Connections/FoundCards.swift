internal import Domain

/// The cards that members found a short while ago: a request follows the search without asking again.
///
/// In memory only, bounded. Owned by ``Mail``.
struct FoundCards: Sendable {
    struct Found: Sendable {
        let card: Card
        let hash: [UInt8]
        let token: [UInt8]
        let workBits: UInt8
        let pseudonym: [UInt8]
        let foundAt: Int64
    }

    private struct Key: Hashable, Sendable {
        let account: AccountID
        let address: MemberAddress
    }

    /// How long a found card is used: while its finder writes a greeting.
    private static let lifetimeSeconds: Int64 = 1800
    /// The most that are remembered; beyond it all are asked for again.
    private static let limit = 1024

    private var all: [Key: Found] = [:]

    mutating func keep(_ found: Found, of address: MemberAddress, for account: AccountID) {
        if all.count >= FoundCards.limit { all.removeAll() }
        all[Key(account: account, address: address)] = found
    }

    /// Forgets what `account` found.
    mutating func forget(_ account: AccountID) { all = all.filter { $0.key.account != account } }

    /// Takes the card out: a token is for one request.
    mutating func take(_ address: MemberAddress, for account: AccountID, now: Int64) -> Found? {
        guard let found = all.removeValue(forKey: Key(account: account, address: address)),
            now >= found.foundAt, now - found.foundAt <= FoundCards.lifetimeSeconds
        else { return nil }
        return found
    }
}
