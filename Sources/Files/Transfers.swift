internal import Domain
private import Synchronization

/// The blobs that are being written or read, by account: what a destruction ends at once, and what caps them.
///
/// Asked from the loop and from the threads for files without waiting, hence a lock.
final class Transfers: Sendable {
    private struct State {
        var open: [AccountID: [ObjectIdentifier: Weak]] = [:]
        var count = 0
    }

    private struct Weak: Sendable {
        weak let transfer: Transfer?
    }

    private let state = Mutex(State())

    /// A transfer more for `account`; it counts until nobody has it any more.
    ///
    /// **Errors** ``ChatError/busy`` when the account or the node has as many as it may.
    func begin(for account: AccountID) throws(ChatError) -> Transfer {
        let transfer: Transfer? = state.withLock { state in
            guard state.count < FilesLimits.transfersPerNode,
                state.open[account, default: [:]].count < FilesLimits.transfersPerAccount
            else { return nil }
            let transfer = Transfer(account, of: self)
            state.open[account, default: [:]][ObjectIdentifier(transfer)] = Weak(transfer: transfer)
            state.count += 1
            return transfer
        }
        guard let transfer else { throw .busy }
        return transfer
    }

    /// Ends all of `account`: their next step fails.
    func end(of account: AccountID) {
        // Whoever is the last to hold one of them lets go of it outside of the lock, which its end takes.
        let ended = state.withLock { state in (state.open[account] ?? [:]).values.map(\.transfer) }
        for transfer in ended { transfer?.end() }
    }

    /// How many are open, of everybody.
    var count: Int { state.withLock { $0.count } }

    fileprivate func forget(_ transfer: ObjectIdentifier, of account: AccountID) {
        state.withLock { state in
            guard state.open[account]?.removeValue(forKey: transfer) != nil else { return }
            if state.open[account]?.isEmpty == true { state.open[account] = nil }
            state.count -= 1
        }
    }
}

/// One blob that is being written or read.
final class Transfer: Sendable {
    let account: AccountID
    private let transfers: Transfers
    private let hasEnded = Mutex(false)

    fileprivate init(_ account: AccountID, of transfers: Transfers) {
        self.account = account
        self.transfers = transfers
    }

    deinit { transfers.forget(ObjectIdentifier(self), of: account) }

    fileprivate func end() { hasEnded.withLock { $0 = true } }

    /// Asked before each step.
    ///
    /// **Errors** ``ChatError/signedOut`` when the account vanished meanwhile.
    func check() throws(ChatError) {
        if hasEnded.withLock({ $0 }) { throw .signedOut }
    }
}
