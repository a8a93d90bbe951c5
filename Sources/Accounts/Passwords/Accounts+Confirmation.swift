public import Crypto
public import Domain

extension Accounts {
    /// Asks for the password of somebody who is signed in, before something grave: judged as at a log-in, so the destruction password destroys.
    ///
    /// A wrong one ends the sign-in: were it to go on, its end would tell that the account was destroyed. **Source** protocol §11.7, decision 25.
    public func confirm(_ password: SecretBytes, of member: Member) async throws(ConfirmationError) {
        _ = try await accountKey(of: member, by: password)
    }

    /// Deletes the account of `member`, who gives the password once more: it vanishes as by the destruction password.
    public func deleteAccount(of member: Member, password: SecretBytes) async throws(ConfirmationError) {
        try await confirm(password, of: member)
        do { try await destroy(account: member.account) } catch { throw .storage }
    }

    /// The key that `password` opens, judged.
    func accountKey(of member: Member, by password: SecretBytes) async throws(ConfirmationError) -> AccountKey {
        switch await judge(name: member.name.text, password: password) {
        case .account(let account, let key) where account == member.account: return key
        case .account, .refused:
            presence.end(member.signIn)
            throw .refused
        case .busy(let pause): throw .busy(retryAfter: pause)
        case .storage: throw .storage
        }
    }
}
