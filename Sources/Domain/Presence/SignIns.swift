internal import Crypto

/// The sign-ins of this run of the node: in memory only, each account key wrapped under its browser's cookie.
///
/// Owned by ``Presence``. **Source** protocol §11.7.
package struct SignIns: Sendable {
    package struct SignIn: Sendable {
        /// Names the sign-in on its member's pages; tells nothing of the cookie.
        package let number: SignInNumber
        package let account: AccountID
        package let name: Username
        package let wrappedKey: [UInt8]
        package let startedAt: Int64
        package var usedAt: Int64
        /// What the member has chosen, as it was read at the log-in or changed since.
        package var settings: MemberSettings
        /// Which change ``settings`` are of; 0 for what was read.
        package var settingsNumber = 0
    }

    /// When a sign-in ends by itself: the operator's choice.
    package struct Lifetimes: Sendable {
        /// Unused for longer, it ends.
        package let idleSeconds: Int64
        /// Older, it ends.
        package let totalSeconds: Int64

        package init(idleSeconds: Int64, totalSeconds: Int64) {
            self.idleSeconds = idleSeconds
            self.totalSeconds = totalSeconds
        }
    }

    /// The most sign-ins one account has; a further one ends the least recently used.
    package static let maximumPerAccount = 16
    /// A clock that is set back by more ends sign-ins: by it they would go on for too long.
    private static let clockToleranceSeconds: Int64 = 60
    private static let context = Array("ONION1/sign-in\0".utf8)

    /// What holds for every sign-in, also for those that began under others.
    package var lifetimes: Lifetimes
    private var all: [[UInt8]: SignIn] = [:]
    /// The accounts that were destroyed in this run of the node.
    private var gone: Set<AccountID> = []
    /// How often the passwords of some account changed in this run, and when that was last for each.
    package private(set) var moment = 0
    private var changes: [AccountID: Int] = [:]

    package init(lifetimes: Lifetimes) { self.lifetimes = lifetimes }

    /// Starts a sign-in whose password was judged at ``moment`` `since`, or later; names the one that had to end for it.
    ///
    /// **Errors** ``ChatError/signedOut``: that password is one no more.
    package mutating func start(
        account: AccountID, name: Username, key: AccountKey, settings: MemberSettings = MemberSettings(), since: Int, now: Int64
    ) throws -> (cookie: SignInCookie, pushedOut: SignInID?) {
        guard !gone.contains(account), changes[account, default: 0] <= since else { throw ChatError.signedOut }
        let own = all(of: account, now: now)
        let pushedOut = own.count < SignIns.maximumPerAccount ? nil : own.min { $0.signIn.usedAt < $1.signIn.usedAt }?.id
        if let pushedOut { end(pushedOut) }
        let cookie = SignInCookie.random()
        // The wrapping key wraps once: a constant nonce is used with it once.
        let wrapped = try ChaChaPoly.seal(
            key.secret.exposed(), key: cookie.wrappingKey, nonce: [UInt8](repeating: 0, count: 12), associatedData: SignIns.context)
        all[cookie.index] = SignIn(
            number: .random(), account: account, name: name, wrappedKey: wrapped, startedAt: now, usedAt: now, settings: settings)
        return (cookie, pushedOut)
    }

    /// The sign-in and account key that `cookie` opens; counts as a use if `isActivity`. Nil when it has ended.
    package mutating func use(_ cookie: SignInCookie, isActivity: Bool, now: Int64) -> (id: SignInID, signIn: SignIn, key: AccountKey)? {
        let index = cookie.index
        guard var signIn = all[index], isLive(signIn, now: now) else { return nil }
        guard
            let bytes = try? ChaChaPoly.open(
                signIn.wrappedKey, key: cookie.wrappingKey, nonce: [UInt8](repeating: 0, count: 12), associatedData: SignIns.context)
        else { return nil }
        if isActivity { signIn.usedAt = max(signIn.usedAt, now) }
        all[index] = signIn
        return (SignInID(index: index), signIn, AccountKey(SecretBytes(copying: bytes)))
    }

    /// Whether `account` was destroyed in this run of the node.
    package func isGone(_ account: AccountID) -> Bool { gone.contains(account) }

    /// Whether that sign-in goes on at `now`; asking is no use of it.
    package func isLive(_ id: SignInID, now: Int64) -> Bool { all[id.index].map { isLive($0, now: now) } ?? false }

    /// Whether somebody is signed in to `account`.
    package func isHere(_ account: AccountID, now: Int64) -> Bool { all.values.contains { $0.account == account && isLive($0, now: now) } }

    /// Ends the sign-in of `cookie`, if there is one, and names it.
    package mutating func end(_ cookie: SignInCookie) -> SignInID? {
        let index = cookie.index
        return all.removeValue(forKey: index).map { _ in SignInID(index: index) }
    }

    /// Ends all sign-ins of `account`, which is gone: none starts any more, not even one whose password was judged before.
    package mutating func endForGood(_ account: AccountID) {
        gone.insert(account)
        all = all.filter { $0.value.account != account }
    }

    /// Ends the sign-in `id`.
    package mutating func end(_ id: SignInID) { all[id.index] = nil }

    /// Ends all sign-ins of `account`, whose passwords have changed: none starts any more whose password was judged before.
    package mutating func endAllBefore(changeOf account: AccountID) {
        moment += 1
        changes[account] = moment
        all = all.filter { $0.value.account != account }
    }

    /// The sign-ins of `account` that go on at `now`.
    package func all(of account: AccountID, now: Int64) -> [(id: SignInID, signIn: SignIn)] {
        all.filter { $0.value.account == account && isLive($0.value, now: now) }.map { (SignInID(index: $0.key), $0.value) }
    }

    /// What `account` has chosen from now on. Of two changes the later one counts, whichever comes first.
    package mutating func set(_ settings: MemberSettings, number: Int, of account: AccountID) {
        for (index, signIn) in all where signIn.account == account && signIn.settingsNumber < number {
            all[index]?.settings = settings
            all[index]?.settingsNumber = number
        }
    }

    /// How many are remembered.
    package var count: Int { all.count }

    /// Forgets the sign-ins that have outlived their time at `now`, and names them; until then they open nothing.
    package mutating func endOld(now: Int64) -> [SignInID] {
        let old = all.filter { !isLive($0.value, now: now) }.keys
        for index in old { all[index] = nil }
        return old.map { SignInID(index: $0) }
    }

    private func isLive(_ signIn: SignIn, now: Int64) -> Bool {
        now - signIn.usedAt <= lifetimes.idleSeconds && now - signIn.startedAt <= lifetimes.totalSeconds
            && signIn.usedAt - now <= SignIns.clockToleranceSeconds
    }
}
