public import Crypto
public import Domain
internal import Store

extension Accounts {
    /// Puts other passwords in place, ends all sign-ins of the member and starts a fresh one for this browser.
    ///
    /// **Source** protocol §11.5, decision 25.
    public func change(
        _ change: PasswordChange, password: SecretBytes, as member: Member
    ) async throws(PasswordChangeError) -> SignInCookie {
        try change.check(current: password, username: member.name)
        let before = try await seal(of: member)
        let key: AccountKey
        do { key = try await accountKey(of: member, by: password) } catch { throw .confirmation(error) }
        let hashes = try await hashes(of: change, current: password, before)
        let replacement = PasswordReplacement(
            before: before, name: member.name, parameters: environment.passwordCost, salt: hashes.salt, login: hashes.login,
            destruction: hashes.destruction, key: key)
        let (nodeKey, eraseFile) = (nodeKey, eraseFile)
        let settings: MemberSettings
        do {
            settings = try await store.write { transaction in
                try replacement.commit(nodeKey, eraseFile, in: transaction)
                return try MemberSettingTable.settings(of: member.account, key, in: transaction)
            }
        } catch let error as PasswordChangeError {
            presence.end(member.signIn)
            throw error
        } catch { throw .confirmation(.storage) }
        // The new passwords stand, whatever comes now: the half in use before is wiped here, or when the member next logs in, or at the next start.
        presence.endAllBefore(changeOf: member.account)
        let moment = presence.moment
        try? await wipeHalvesBefore()
        do {
            return try presence.start(
                account: member.account, name: member.name, key: key, settings: settings, since: moment, now: environment.now())
        } catch { throw .changedMeanwhile }
    }

    /// Wipes the halves of `erase.bin` that were in use before a change of passwords, where that is not done yet.
    func wipeHalvesBefore() async throws {
        let eraseFile = eraseFile
        let due = try await store.read { try PasswordReplacement.due(in: $0) }
        guard !due.isEmpty else { return }
        try await store.write { try PasswordReplacement.wipe(due, eraseFile, in: $0) }
    }

    /// How the account is sealed now: a change that is being worked out holds for this state alone.
    private func seal(of member: Member) async throws(PasswordChangeError) -> PasswordReplacement.Before {
        let (nodeKey, eraseFile) = (nodeKey, eraseFile)
        let found: PasswordReplacement.Before?
        do {
            found = try await store.read { try PasswordReplacement.Before(of: member.name, nodeKey, eraseFile, in: $0) }
        } catch { throw .confirmation(.storage) }
        guard let found, found.credentials.id == member.account else { throw .changedMeanwhile }
        return found
    }

    /// Argon2id of both new passwords under a fresh salt, in one piece of work; the destruction password that stays is compared on the way.
    private func hashes(
        of change: PasswordChange, current: SecretBytes, _ before: PasswordReplacement.Before
    ) async throws(PasswordChangeError) -> (salt: [UInt8], login: SecretBytes, destruction: SecretBytes) {
        let salt = Random.bytes(16)
        let pepper = nodeKey.pepper
        let cost = environment.passwordCost
        let passwords = change.passwords(current: current)
        let computed = await environment.heavyWork.run {
            () -> Result<(login: SecretBytes, destruction: SecretBytes), PasswordChangeError>? in
            if case .password(_, let destruction) = change {
                guard let isIt = before.isDestructionPassword(destruction, pepper: pepper) else { return nil }
                guard isIt else { return .failure(.notTheDestructionPassword) }
            }
            guard let login = try? Argon2id.derive(password: passwords.login, salt: salt, pepper: pepper, parameters: cost),
                let destruction = try? Argon2id.derive(password: passwords.destruction, salt: salt, pepper: pepper, parameters: cost)
            else { return nil }
            return .success((login, destruction))
        }
        guard let computed else { throw .confirmation(.busy(retryAfter: Accounts.busyRetry)) }
        guard let result = computed else { throw .confirmation(.storage) }
        let hashes = try result.get()
        return (salt, hashes.login, hashes.destruction)
    }
}
