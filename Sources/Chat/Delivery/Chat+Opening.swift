internal import Store

extension Chat {
    /// Opens all that waits for `member`, in order, and renews what keys are due. Two at once for one member are harmless: the store takes one transaction after the other.
    func openPending(for member: Member) async {
        guard pending.remove(member.account) != nil else { return }
        let nodeKey = nodeKey
        let now = now
        let capabilities = environment.capabilities
        var mayWait = true
        while mayWait {
            do {
                let result = try await store.write { transaction -> (opened: MailOpening.Opened, mayWait: Bool) in
                    guard let record = try AccountTable.record(of: member.account, member.key, in: transaction) else {
                        return (MailOpening.Opened(), false)
                    }
                    let opening = MailOpening(
                        account: member.account, key: member.key, own: member.address, now: now, nodeKey: nodeKey, record: record,
                        capabilities: capabilities)
                    let moreRequests = try opening.openRequests(in: transaction)
                    var opened = try opening.openEnvelopes(in: transaction)
                    let mayWait = moreRequests || opened.mayWait
                    if !mayWait { try opening.renew(&opened, in: transaction) }
                    return (opened, mayWait)
                }
                feeds.tick(result.opened.changed)
                for node in result.opened.mail { await transport?.hasMail(for: node) }
                mayWait = result.mayWait
            } catch {
                // The disk failed: what waits still waits, and the next visit tries again.
                if isSignedIn(member) { pending.insert(member.account) }
                return
            }
        }
    }

    /// Something durable came for `account`: open it now if its member is present, else at their next visit.
    func arrived(for account: RecordID) {
        guard !signIns.isGone(account) else { return }
        pending.insert(account)
        let seconds = environment.now()
        guard let member = feeds.present(account, isLive: { signIns.isLive($0, now: seconds) }) else { return }
        Task { await openPending(for: member) }
    }
}
