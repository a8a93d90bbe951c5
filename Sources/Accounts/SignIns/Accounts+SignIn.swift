public import Crypto
public import Domain
internal import Store

extension Accounts {
    /// Signs a member in. The destruction password destroys and is answered like a wrong one, and every answer goes out at its moment
    /// (``PasswordPace``).
    ///
    /// **Source** protocol §11.2, §11.7.
    public func signIn(name: String, password: SecretBytes) async throws(SignInError) -> SignInCookie {
        let start = environment.passwordPace.instant()
        let result: Result<SignInCookie, SignInError>
        do throws(SignInError) { result = .success(try await enter(TypedName(name), password)) } catch { result = .failure(error) }
        if case .failure(.busy) = result {} else { await environment.passwordPace.wait(since: start) }
        return try result.get()
    }

    private func enter(_ name: TypedName, _ password: SecretBytes) async throws(SignInError) -> SignInCookie {
        let moment = presence.moment
        switch await judgement(of: name, password) {
        case .refused: throw .refused
        case .busy(let pause): throw .busy(retryAfter: pause)
        case .storage: throw .storage
        case .account(let account, let key):
            guard let username = name.username else { throw .refused }
            let settings: MemberSettings
            do {
                guard let found = try await arrive(account, named: username, key) else { throw SignInError.refused }
                settings = found
            } catch let error as SignInError { throw error } catch { throw .storage }
            // Destroyed meanwhile, or with another password by now: no sign-in starts for the one that was typed.
            let started = try? presence.start(
                account: account, name: username, key: key, settings: settings, since: moment, now: environment.now())
            guard let cookie = started else { throw .refused }
            for holder in holders { await holder.admitted(account) }
            // Only after a disk that failed in the middle of a change of passwords is there anything to do.
            try? await wipeHalvesBefore()
            return cookie
        }
    }

    /// The member that `cookie` signs in; counts as activity. Nil: not signed in, or no longer. It only says who asks: nothing is written.
    ///
    /// - Parameter isActivity: false for what a page asks by itself: a page left open must not keep its sign-in alive.
    public func member(for cookie: SignInCookie, isActivity: Bool = true) -> Member? {
        guard let use = presence.use(cookie, isActivity: isActivity, now: environment.now()) else { return nil }
        return Member(
            name: use.signIn.name, address: MemberAddress(name: use.signIn.name, node: node), account: use.signIn.account, key: use.key,
            signIn: use.id, vanishesOn: dormancy.vanishingDay(of: use.signIn.account, days: settings.dormancyDays),
            settings: use.signIn.settings)
    }

    /// Ends the sign-in of `cookie`; the wrapped key leaves the memory with it.
    public nonisolated func signOut(_ cookie: SignInCookie) { presence.end(cookie) }

    /// Opens waiting requests, renews the card when due and keeps the day; what the member has chosen, or nil when the account is gone since.
    private func arrive(_ account: AccountID, named name: Username, _ key: AccountKey) async throws -> MemberSettings? {
        let (nodeKey, now, holders) = (nodeKey, now, holders)
        let capabilities = environment.capabilities
        let (day, sinceBoot) = dayOfLogin(of: account)
        let settings = try await store.write { transaction -> MemberSettings? in
            guard var record = try AccountTable.record(of: account, key, in: transaction) else { return nil }
            for holder in holders { try holder.admit(account, named: name, key, record, in: transaction) }
            let card = try record.renewCard(now: now, capabilities: capabilities)
            try AccountTable.update(account, record: record, card: card, key: key, day: day, nodeKey, in: transaction)
            return try MemberSettingTable.settings(of: account, key, in: transaction)
        }
        if settings != nil, !presence.isGone(account) { dormancy.loggedIn(account, on: day, at: sinceBoot) }
        return settings
    }
}
