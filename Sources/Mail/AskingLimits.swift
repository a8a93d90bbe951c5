internal import Crypto
internal import Domain

/// How often one may ask for a person: by node, by member, by pseudonym. **Source** protocol §6.1, §6.6.
struct AskingLimits: Sendable {
    var searchesPerNode = RateLimit<OnionAddress>(20, perSeconds: 3600)
    var searchesPerMember = RateLimit<AccountID>(20, perSeconds: 3600)
    var requestsPerNode = RateLimit<OnionAddress>(10, perSeconds: 86_400)
    var requestsPerPseudonym = RateLimit<[UInt8]>(3, perSeconds: 86_400)

    /// Forgets what was counted of `account`.
    mutating func forget(_ account: AccountID) { searchesPerMember.forget(account) }
}
