package import Domain
internal import Store

/// How accounts vanish: by the destruction password, by their member's wish, by dormancy.
extension Accounts {
    /// Destroys `account`: its sign-ins and pages end, its keys, chats, contacts and requests are gone, its name stays taken until its dormancy day.
    ///
    /// It returns when all is gone; only the write-ahead log's old pages may still wait for another process that reads the database, and go as soon
    /// as it lets go. What an error or a crash interrupts is finished by itself, at the latest at the next start. Twice is as good as once.
    ///
    /// **Errors** ``ChatError/storage``: the disk failed; no password opens the account any more if it could be written at all, and the rest is
    /// tried again until it is done.
    package func destroy(account: AccountID) async throws(ChatError) { try await vanish(account, keepsName: true) }

    /// Destroys a dormant `account`, or what was left of a destroyed one: as ``destroy(account:)``, and its name is free.
    package func removeDormant(account: AccountID) async throws(ChatError) { try await vanish(account, keepsName: false) }

    /// The destruction password was typed: sign-ins have ended when this returns, the rest follows by itself.
    func beginDestruction(of account: AccountID) {
        presence.endForGood(account)
        environment.spawn { try? await self.destroy(account: account) }
    }

    /// Finishes what was begun before this start.
    func finishDestructions(of accounts: [AccountID]) async {
        for account in accounts { destructions.begin(destruction(of: account, keepsName: true)) }
        // What a crash left in the log.
        destructions.emptyingsDue += 1
        if await finishAll() { tryAgainLater() }
    }

    private func vanish(_ account: AccountID, keepsName: Bool) async throws(ChatError) {
        await forget(account)
        let destruction = destruction(of: account, keepsName: keepsName)
        destructions.begin(destruction)
        // A task of its own: a browser that goes away takes nothing with it.
        await environment.spawn { _ = await self.finish(destruction) }.value
        let isDone = destructions.unfinished[account] == nil
        await emptyLog()
        if destructions.isAnythingLeft { tryAgainLater() }
        guard isDone else { throw .storage }
    }

    private func destruction(of account: AccountID, keepsName: Bool) -> Destruction {
        Destruction(account: account, keepsName: keepsName, store: store, nodeKey: nodeKey, eraseFile: eraseFile, holders: holders)
    }

    /// Drops all that the memory holds of `account`.
    private func forget(_ account: AccountID) async {
        presence.endForGood(account)
        dormancy.forget(account)
        for holder in holders { await holder.forget(account) }
    }

    /// Goes through the steps; false when the disk failed.
    private func finish(_ destruction: Destruction) async -> Bool {
        // However far it comes: old pages are in the log.
        defer { destructions.emptyingsDue += 1 }
        let account = destruction.account
        do {
            try await destruction.run(.page)
            if destructions.unfinished[account]?.traces == nil {
                let holders = holders
                let traces = try await read { transaction in try holders.map { try $0.traces(of: account, in: transaction) } }
                destructions.unfinished[account]?.traces = traces
            }
            for step in Destruction.Step.allCases.dropFirst() { try await destruction.run(step) }
            let traces = destructions.unfinished.removeValue(forKey: account)?.traces ?? []
            for (holder, traces) in zip(holders, traces) { await holder.vanished(traces) }
            return true
        } catch { return false }
    }

    /// Takes old pages out of the write-ahead log; while another process reads them it stays to be done.
    private func emptyLog() async {
        let due = destructions.emptyingsDue
        if (try? await store.checkpoint()) != nil { destructions.emptyingsDone = max(destructions.emptyingsDone, due) }
    }

    /// Tries until nothing is left to be done, ever more seldom.
    private func tryAgainLater() {
        guard !destructions.isTryingAgain else { return }
        destructions.isTryingAgain = true
        let pause = environment.pause
        environment.spawn { [weak self] in
            var wait = Accounts.shortestWait
            repeat {
                await pause(wait)
                wait = min(wait * 2, Accounts.longestWait)
            } while await self?.tryAgain() ?? false
        }
    }

    private func tryAgain() async -> Bool {
        let isLeft = await finishAll()
        destructions.isTryingAgain = isLeft
        return isLeft
    }

    /// Goes on with everything once; false when all is done.
    private func finishAll() async -> Bool {
        for each in destructions.unfinished.values { _ = await finish(each.destruction) }
        if destructions.isLogToBeEmptied { await emptyLog() }
        return destructions.isAnythingLeft
    }

    /// Before the first further try: another process reads for about as long.
    private static let shortestWait = Duration.milliseconds(50)
    /// Between two tries at most: so soon after a long reader let go, its old pages are gone.
    private static let longestWait = Duration.seconds(5)
}
