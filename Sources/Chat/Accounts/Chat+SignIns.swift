/// A sign-in as its member sees it (product row A7).
public struct SignInSummary: Sendable, Equatable {
    /// Names it. **Shape** random; neither the cookie nor what the cookie is found by.
    public let id: RecordID
    /// When it began.
    public let started: UnixMinute
    /// When its browser last asked for something by hand.
    public let lastUsed: UnixMinute
    /// Whether it is the one that asks.
    public let isThis: Bool

    /// A summary; pages in tests make their own.
    public init(id: RecordID, started: UnixMinute, lastUsed: UnixMinute, isThis: Bool) {
        self.id = id
        self.started = started
        self.lastUsed = lastUsed
        self.isThis = isThis
    }
}

extension Chat {
    /// The sign-ins of `member` that go on: this one first, then the most recently used.
    public func signIns(of member: Member) -> [SignInSummary] {
        signIns.all(of: member.account, now: environment.now()).map { id, signIn in
            SignInSummary(
                id: signIn.number, started: UnixMinute(seconds: signIn.startedAt), lastUsed: UnixMinute(seconds: signIn.usedAt),
                isThis: id == member.signIn)
        }.sorted { left, right in
            if left.isThis != right.isThis { return left.isThis }
            return (left.lastUsed, left.started, left.id.row) > (right.lastUsed, right.started, right.id.row)
        }
    }

    /// Ends one sign-in of `member`, with its live pages; its own too.
    public func endSignIn(_ id: RecordID, of member: Member) throws(ChatError) {
        let found = signIns.all(of: member.account, now: environment.now()).first { $0.signIn.number == id }
        guard let found else { throw .notFound }
        end(found.id)
    }

    /// Ends all sign-ins of `member` but this one.
    public func endOtherSignIns(of member: Member) {
        for (id, _) in signIns.all(of: member.account, now: environment.now()) where id != member.signIn { end(id) }
    }

    /// Ends the sign-ins that have outlived their time, with their live pages: to be called every minute, so that no key waits for a cookie that
    /// nobody brings.
    public func endOldSignIns() {
        for id in signIns.endOld(now: environment.now()) { feeds.endAll(of: id) }
    }

    /// Ends the sign-in by which `member` came, with its live pages.
    func endSignIn(of member: Member) { end(member.signIn) }

    /// Starts a sign-in; the one that it pushes out, if there are too many, ends with its live pages.
    ///
    /// **Errors** ``ChatError/signedOut``: the password that was judged at moment `since` is one no more.
    func startSignIn(of account: RecordID, named name: Username, _ key: AccountKey, since moment: Int) throws -> SignInCookie {
        let now = environment.now()
        let started = try signIns.start(account: account, name: name, key: key, since: moment, now: now)
        if let pushedOut = started.pushedOut { feeds.endAll(of: pushedOut) }
        return started.cookie
    }

    private func end(_ id: SignInID) {
        signIns.end(id)
        feeds.endAll(of: id)
    }
}
