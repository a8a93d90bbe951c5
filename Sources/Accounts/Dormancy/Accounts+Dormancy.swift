internal import Domain
internal import Store

/// How accounts that nobody logs in to come to their end. **Source** protocol §11.8.
extension Accounts {
    /// Looks at the clocks, and once an hour at the accounts: to be called every minute, from the first on.
    ///
    /// As long as the clock is not believed nothing happens but that ``dormancyStatus`` says why. A sweep goes in small steps, lets everybody else
    /// pass in between, and ends early when its task is cancelled; what it did not come to is found by the next.
    public func watchClock(_ reading: ClockReading) async {
        // One at a time: a look while a sweep goes on has nothing to add.
        guard !dormancy.isBeingWatched else { return }
        dormancy.isBeingWatched = true
        defer { dormancy.isBeingWatched = false }
        let orders = dormancy.look(reading, days: settings.dormancyDays)
        let nodeKey = nodeKey
        if let served = orders.keep {
            // What can't be kept now is kept at the next look; after a crash fewer days are counted, never more.
            guard (try? await store.write({ try DormancyTable.keep(served, nodeKey, in: $0) })) != nil else { return }
            dormancy.wasKept(served)
        }
        // Tried again at the next look.
        if !orders.late.isEmpty, (try? await store.write({ try DormancyTable.raise(orders.late, nodeKey, in: $0) })) != nil {
            dormancy.wereKept(orders.late)
        }
        if orders.isToSweep, (try? await sweep()) == true { dormancy.wasSwept(at: reading) }
    }

    /// How it is with dormancy.
    public var dormancyStatus: DormancyStatus {
        DormancyStatus(doubt: dormancy.doubt, days: settings.dormancyDays, lastSweep: dormancy.lastSweep)
    }

    /// The served day on which a log-in or registration at this moment is kept, and the moment on the clock that nobody sets.
    func dayOfLogin(of account: AccountID? = nil) -> (day: UnixDay, sinceBoot: Int64) {
        let sinceBoot = environment.sinceBoot()
        return (dormancy.day(of: account, at: sinceBoot), sinceBoot)
    }

    /// Looks at all accounts; false when it was cancelled before the last.
    private func sweep() async throws -> Bool {
        let nodeKey = nodeKey
        var last: AccountID?
        while true {
            let after = last
            let found = try await store.read { try DormancyTable.lastDays(after: after, nodeKey, in: $0) }
            for each in found {
                guard !Task.isCancelled else { return false }
                // Asked for each: the operator may have chosen another number meanwhile.
                guard let served = dormancy.served(days: settings.dormancyDays) else { return false }
                switch served.verdict(on: each.day) {
                case .stays: break
                case .damaged: try await store.write { try DormancyTable.mend(each.account, by: served, nodeKey, in: $0) }
                case .goes: await remove(each.account, by: served)
                }
            }
            guard found.count == DormancyTable.step, let end = found.last else { return true }
            last = end.account
        }
    }

    /// Deletes `account`, unless somebody has logged in meanwhile or is still here.
    private func remove(_ account: AccountID, by served: ServedDays) async {
        guard !presence.isHere(account, now: environment.now()) else { return }
        let nodeKey = nodeKey
        let isClosed = try? await store.write { try DormancyTable.close(account, by: served, nodeKey, in: $0) }
        guard isClosed == true else { return }
        // A failure is tried again by the removal itself, and by the next sweep.
        try? await removeDormant(account: account)
    }
}
