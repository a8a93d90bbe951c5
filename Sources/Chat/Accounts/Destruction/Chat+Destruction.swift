internal import Store

/// How accounts vanish: by the destruction password, by their member's wish, by dormancy.
extension Chat {
    /// Destroys `account`: its sign-ins and pages end, its keys, chats, contacts and requests are gone, its name stays taken until its dormancy day.
    ///
    /// It returns when all is gone; only the write-ahead log's old pages may still wait for another process that reads the database, and go as soon
    /// as it lets go. What an error or a crash interrupts is finished by itself, at the latest at the next start. Twice is as good as once.
    ///
    /// **Errors** ``ChatError/storage``: the disk failed; no password opens the account any more if it could be written at all, and the rest is
    /// tried again until it is done.
    public func destroy(account: RecordID) async throws(ChatError) { try await vanish(account, keepsName: true) }

    /// Destroys a dormant `account`, or what was left of a destroyed one: as ``destroy(account:)``, and its name is free.
    public func removeDormant(account: RecordID) async throws(ChatError) { try await vanish(account, keepsName: false) }

    /// Finishes what was begun before this start.
    func finishDestructions(of accounts: [RecordID]) async {
        for account in accounts { unfinished[account] = destruction(of: account, keepsName: true) }
        // What a crash left in the log.
        emptyingsDue += 1
        if await finishAll() { tryAgainLater() }
    }

    private func vanish(_ account: RecordID, keepsName: Bool) async throws(ChatError) {
        forget(account)
        let destruction = destruction(of: account, keepsName: keepsName)
        unfinished[account] = destruction
        // A task of its own: a browser that goes away takes nothing with it.
        let isDone = await Task { await finish(destruction) }.value
        await emptyLog()
        if !isDone || isLogToBeEmptied { tryAgainLater() }
        guard isDone else { throw .storage }
    }

    private func destruction(of account: RecordID, keepsName: Bool) -> Destruction {
        Destruction(account: account, keepsName: keepsName, store: store, nodeKey: nodeKey, eraseFile: eraseFile)
    }

    /// Drops all that the memory holds of `account`.
    private func forget(_ account: RecordID) {
        signIns.endForGood(account)
        feeds.endAll(of: account)
        pending.remove(account)
        foundCards.forget(account)
        searchesPerMember.forget(account)
        dormancy.forget(account)
    }

    /// Goes through the steps; false when the disk failed.
    private func finish(_ destruction: Destruction) async -> Bool {
        // However far it comes: old pages are in the log.
        defer { emptyingsDue += 1 }
        do {
            try await destruction.run(.page)
            let (account, nodeKey) = (destruction.account, nodeKey)
            // Those of the first try: its steps took away what tells them.
            if traces[account] == nil { traces[account] = try await read { try AccountTraces(of: account, nodeKey, in: $0) } }
            for step in Destruction.Step.allCases.dropFirst() { try await destruction.run(step) }
            unfinished[account] = nil
            if let traces = traces.removeValue(forKey: account) { await forget(traces) }
            return true
        } catch { return false }
    }

    /// Drops by what the memory would tell whom a member talked to, as far as nobody else needs it.
    private func forget(_ traces: AccountTraces) async {
        for queue in traces.queues { refusals[queue] = nil }
        for node in traces.nodes {
            failures[node] = nil
            await transport?.mailVanished(for: node)
        }
    }

    /// Takes old pages out of the write-ahead log; while another process reads them it stays to be done.
    private func emptyLog() async {
        let due = emptyingsDue
        if (try? await store.checkpoint()) != nil { emptyingsDone = max(emptyingsDone, due) }
    }

    private var isLogToBeEmptied: Bool { emptyingsDone < emptyingsDue }

    /// Tries until nothing is left to be done, ever more seldom.
    private func tryAgainLater() {
        guard !isTryingAgain else { return }
        isTryingAgain = true
        let pause = environment.pause
        Task { [weak self] in
            var wait = Chat.shortestWait
            repeat {
                await pause(wait)
                wait = min(wait * 2, Chat.longestWait)
            } while await self?.tryAgain() ?? false
        }
    }

    private func tryAgain() async -> Bool {
        let isLeft = await finishAll()
        isTryingAgain = isLeft
        return isLeft
    }

    /// Goes on with everything once; false when all is done.
    private func finishAll() async -> Bool {
        for destruction in unfinished.values { _ = await finish(destruction) }
        if isLogToBeEmptied { await emptyLog() }
        return !unfinished.isEmpty || isLogToBeEmptied
    }

    /// Before the first further try: another process reads for about as long.
    private static let shortestWait = Duration.milliseconds(50)
    /// Between two tries at most: so soon after a long reader let go, its old pages are gone.
    private static let longestWait = Duration.seconds(5)
}
