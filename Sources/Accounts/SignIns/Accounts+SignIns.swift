public import Domain

/// A sign-in as its member sees it. **Source** protocol §11.7.
public struct SignInSummary: Sendable, Equatable {
    /// Names it. **Shape** random; neither the cookie nor what the cookie is found by.
    public let id: SignInNumber
    /// When it began.
    public let started: UnixMinute
    /// When its browser last asked for something by hand.
    public let lastUsed: UnixMinute
    /// Whether it is the one that asks.
    public let isThis: Bool

    /// A summary; pages in tests make their own.
    public init(id: SignInNumber, started: UnixMinute, lastUsed: UnixMinute, isThis: Bool) {
        self.id = id
        self.started = started
        self.lastUsed = lastUsed
        self.isThis = isThis
    }
}

extension Accounts {
    /// The sign-ins of `member` that go on: this one first, then the most recently used.
    public nonisolated func signIns(of member: Member) -> [SignInSummary] {
        presence.signIns(of: member.account, now: environment.now()).map { id, signIn in
            SignInSummary(
                id: signIn.number, started: UnixMinute(seconds: signIn.startedAt), lastUsed: UnixMinute(seconds: signIn.usedAt),
                isThis: id == member.signIn)
        }.sorted { left, right in
            if left.isThis != right.isThis { return left.isThis }
            return (left.lastUsed, left.started, left.id.row) > (right.lastUsed, right.started, right.id.row)
        }
    }

    /// Ends one sign-in of `member`, with its live pages; its own too.
    public nonisolated func endSignIn(_ id: SignInNumber, of member: Member) throws(ChatError) {
        let found = presence.signIns(of: member.account, now: environment.now()).first { $0.signIn.number == id }
        guard let found else { throw .notFound }
        presence.end(found.id)
    }

    /// Ends all sign-ins of `member` but this one.
    public nonisolated func endOtherSignIns(of member: Member) {
        for (id, _) in presence.signIns(of: member.account, now: environment.now()) where id != member.signIn { presence.end(id) }
    }

    /// Ends the sign-ins that have outlived their time, with their live pages: to be called every minute, so that no key waits for a cookie that
    /// nobody brings.
    public nonisolated func endOldSignIns() { presence.endOld(now: environment.now()) }
}
