internal import Crypto
internal import Domain

/// What came of a name and a password.
///
/// Wrong, unknown, destroyed, destroying and backed off are one case on purpose (protocol §11.2).
enum PasswordVerdict: Sendable {
    /// The login password of this account.
    case account(AccountID, AccountKey)
    /// Anything else that was judged.
    case refused
    /// Too many passwords are being computed: nothing was judged.
    case busy(retryAfter: Duration)
    /// The node could not read or store what a judgement needs, whoever was named.
    case storage
}
