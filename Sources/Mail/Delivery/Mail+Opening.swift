public import Domain
internal import Store

/// Mail is opened by one job for each present member: requests first, then envelopes, then what renewals are due.
extension Mail {
    /// Returns when what waited for `member` at this moment is open, as far as the disk allows: asked before a page is shown.
    ///
    /// Whoever asks only waits; the job does the work, and goes on without them.
    public func opened(for member: Member) async {
        if let job = openings.jobs[member.account] { await job.value }
        guard openings.pending.contains(member.account), isSignedIn(member) else { return }
        await job(for: member).value
    }

    /// Something durable came for `account`: open it now if its member is present, else at their next visit.
    func arrived(for account: AccountID) {
        guard !presence.isGone(account) else { return }
        openings.pending.insert(account)
        openIfPresent(account)
    }

    /// Starts the job of `account` if something waits and its member is held present.
    func openIfPresent(_ account: AccountID) {
        guard openings.pending.contains(account), openings.jobs[account] == nil,
            let member = presence.present(account, now: environment.now())
        else { return }
        _ = job(for: member)
    }

    /// The job that opens the mail of `member`: the one that runs, or a new one.
    private func job(for member: Member) -> Task<Void, Never> {
        if let running = openings.jobs[member.account] { return running }
        let job = environment.spawn { await self.openAll(for: member) }
        openings.jobs[member.account] = job
        return job
    }

    /// Opens until nothing waits. What comes meanwhile is opened too: it was noted as pending before this job ended, on this same actor.
    private func openAll(for member: Member) async {
        var hasFailed = false
        while isSignedIn(member), openings.pending.remove(member.account) != nil {
            do { while try await openBatch(for: member) {} } catch {
                // The disk failed: what waits still waits, and the next visit tries again.
                if !presence.isGone(member.account) { openings.pending.insert(member.account) }
                hasFailed = true
                break
            }
        }
        openings.jobs[member.account] = nil
        // Signed out with mail left: another browser of the same member may be here. A disk that fails is not asked again at once.
        if !hasFailed { openIfPresent(member.account) }
    }

    /// Opens one batch; true when more may wait.
    private func openBatch(for member: Member) async throws -> Bool {
        guard isSignedIn(member) else {
            if !presence.isGone(member.account) { openings.pending.insert(member.account) }
            return false
        }
        let watched = feeds.conversations
        let result = try await change { node -> (opened: MailOpening.Opened, mayWait: Bool) in
            let mine = node.member(member.account, at: member.address, member.key)
            guard let record = try mine.record else { return (MailOpening.Opened(), false) }
            let opening = MailOpening(mine: mine, record: record, watched: watched)
            let moreRequests = try opening.openRequests()
            var opened = try opening.openEnvelopes()
            let mayWait = moreRequests || opened.mayWait
            if !mayWait { try opening.renew(&opened) }
            try mine.finish()
            return (opened, mayWait)
        }
        feeds.tick(result.opened.changed)
        for node in result.opened.mail { await transport?.hasMail(for: node) }
        return result.mayWait
    }
}
