/// Runs a batch of bodies under one commit: the disk is waited for once, not once a body.
///
/// Each write has a savepoint, so an error undoes that one only. A read sees the writes before it in the batch, and its
/// caller hears of nothing until these are on the disk; when the commit fails, reads run again on what is left.
struct GroupCommit {
    let connection: Connection
    /// How many commits of writes there have been.
    private(set) var commitCount = 0

    private typealias Finished = (work: Work, outcome: Work.Outcome)

    init(_ connection: Connection) { self.connection = connection }

    /// Runs `batch` and tells every caller.
    mutating func run(_ batch: [Work]) {
        var left = batch
        while !left.isEmpty { left = runGroup(left) }  // each round tells at least one caller, so it ends
    }

    /// Runs `group` in one transaction, and gives back what must run again or has not run: all but always nothing.
    private mutating func runGroup(_ group: [Work]) -> [Work] {
        let isWriting = group.contains { $0.kind == .write }
        do throws(StoreError) {
            try connection.control(isWriting ? "BEGIN IMMEDIATE" : "BEGIN")
        } catch {
            let refused = isWriting ? group.filter { $0.kind == .write } : group
            for work in refused { work.refuse(error) }
            return isWriting ? group.filter { $0.kind == .read } : []
        }
        var finished: [Finished] = []
        for (index, work) in group.enumerated() {
            let (outcome, loss) = run(work)
            if let loss {
                outcome.deliver(loss)
                return undo(finished, because: loss) + group[(index + 1)...]
            }
            finished.append((work, outcome))
        }
        return commit(finished, isWriting: isWriting)
    }

    /// Runs one body; `loss` says that SQLite gave up the whole transaction meanwhile.
    private func run(_ work: Work) -> (outcome: Work.Outcome, loss: StoreError?) {
        let transaction = Transaction(connection, mayWrite: work.kind == .write)
        guard work.kind == .write else { return (work.run(transaction), transaction.loss) }
        do throws(StoreError) {
            try connection.control("SAVEPOINT body")
            var outcome = work.run(transaction)
            if let loss = transaction.loss { return (outcome, loss) }
            if outcome.hasFailed {
                try connection.control("ROLLBACK TO body")
            } else if connection.hasOpenForeignKeys {
                // The commit would fail, and with it everyone's work: only this body is to blame.
                try connection.control("ROLLBACK TO body")
                let deliver = outcome.deliver
                outcome = Work.Outcome(hasFailed: true) { deliver($0 ?? .constraint(.foreignKey)) }
            }
            try connection.control("RELEASE body")
            return (outcome, nil)
        } catch {
            return (Work.Outcome(hasFailed: true) { work.refuse($0 ?? error) }, error)
        }
    }

    private mutating func commit(_ finished: [Finished], isWriting: Bool) -> [Work] {
        do throws(StoreError) {
            try connection.control("COMMIT")
        } catch {
            return undo(finished, because: error)
        }
        if isWriting { commitCount += 1 }
        for (_, outcome) in finished { outcome.deliver(nil) }
        return []
    }

    /// Rolls everything back and tells the writers; gives back the reads, which saw what is not there any more.
    private func undo(_ finished: [Finished], because error: StoreError) -> [Work] {
        if !connection.isAutocommitting { _ = try? connection.control("ROLLBACK") }
        guard finished.contains(where: { $0.work.kind == .write }) else {
            for (_, outcome) in finished { outcome.deliver(nil) }
            return []
        }
        for (work, outcome) in finished where work.kind == .write { outcome.deliver(error) }
        return finished.filter { $0.work.kind == .read }.map(\.work)
    }
}
