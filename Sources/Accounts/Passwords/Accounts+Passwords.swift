internal import Crypto
internal import Domain
internal import Store
internal import Synchronization

extension Accounts {
    /// Judges a name and a password, wherever one is asked: one Argon2id evaluation decides all cases, and the destruction password destroys.
    ///
    /// It returns at the moment at which the answer may go out (``PasswordPace``), but at once when it is busy: then nothing was judged.
    /// **Source** protocol §11.2.
    func judge(name: String, password: SecretBytes) async -> PasswordVerdict {
        let start = environment.passwordPace.instant()
        let verdict = await judgement(of: TypedName(name), password)
        if case .busy = verdict { return verdict }
        await environment.passwordPace.wait(since: start)
        return verdict
    }

    /// The judgement, as soon as it is made.
    ///
    /// Whatever is typed goes the same way: two looks at the database, one at `erase.bin`, one evaluation, both slots, one row
    /// written. Only when the account's passwords change meanwhile is there another look and another evaluation.
    func judgement(of name: TypedName, _ password: SecretBytes) async -> PasswordVerdict {
        do {
            let nodeKey = nodeKey
            guard let match = try await match(name, password) else { return .busy(retryAfter: Accounts.busyRetry) }
            let now = environment.now()
            let isClosed = try? await write { transaction in
                try AttemptTable.count(name, isRight: match.isLogin, now: now, nodeKey, in: transaction)
            }
            if case .destruction(let account) = match {
                // Now, or by itself at the next start: the answer waits for none of it but the end of sign-ins.
                beginDestruction(of: account)
            }
            guard let isClosed else { return .storage }
            guard !isClosed, case .login(let account, let key) = match else { return .refused }
            return .account(account, key)
        } catch { return .storage }
    }

    /// What a password was found to be.
    private enum Match: Sendable {
        case login(AccountID, AccountKey)
        /// The page of this account is overwritten.
        case destruction(AccountID)
        /// Neither password, or nobody's.
        case nothing
        /// Its passwords changed while this one was hashed.
        case changed

        var isLogin: Bool { if case .login = self { true } else { false } }
    }

    /// The one evaluation, at the account's cost or that of a new one. Nil: the pool is full, or the memory for it can't be had.
    private func evaluate(_ password: SecretBytes, for name: TypedName, _ known: AccountTable.Credentials?) async -> SecretBytes? {
        let (pepper, parameters) = (nodeKey.pepper, known?.parameters ?? environment.passwordCost)
        let salt = known?.salt ?? nodeKey.saltForUnknown(name)
        // An overlong password costs what any other costs, and never fits: registration refuses it.
        let typed = password.count <= PasswordPolicy.maximumByteCount ? password : SecretBytes(copying: SHA256.hash(password.exposed()))
        let outcome = await environment.heavyWork.run {
            try? Argon2id.derive(password: typed, salt: salt, pepper: pepper, parameters: parameters)
        }
        return outcome ?? nil
    }

    /// Whose page was overwritten. The store may run a look twice, or fail after it, when a commit beside it fails; the second time nothing opens.
    private final class Erased: Sendable { let account = Mutex<AccountID?>(nil) }

    /// Finds what `password` is; nil when the pool is full.
    ///
    /// Passwords that change meanwhile are looked at again, so that a destruction password is never taken for a wrong one because of that.
    private func match(_ name: TypedName, _ password: SecretBytes) async throws -> Match? {
        let nodeKey = nodeKey
        for _ in 0..<Accounts.changesFollowed {
            let known = try await read { try AccountTable.credentials(of: name, nodeKey, in: $0) }
            guard let hash = await evaluate(password, for: name, known) else { return nil }
            let match = try await compare(name, salt: known?.salt, hash)
            if case .changed = match { continue }
            return match
        }
        return .nothing
    }

    /// Nobody changes passwords more often while one is hashed.
    private static let changesFollowed = 3

    /// Compares both slots, and overwrites the page when the destruction password was typed: whether or not the name is closed to others.
    private func compare(_ name: TypedName, salt: [UInt8]?, _ hash: SecretBytes) async throws -> Match {
        let (nodeKey, eraseFile, erased) = (nodeKey, eraseFile, Erased())
        let look: Result<Match, any Error>
        do {
            look = .success(
                try await store.read { transaction in
                    // Looked up again: the account may have changed while the password was hashed.
                    let current = try AccountTable.credentials(of: name, nodeKey, in: transaction)
                    let account = salt == current?.salt ? current : nil
                    let half =
                        if let account, let page = account.page { try eraseFile.half(account.half, of: page) } else {
                            try Accounts.anyHalf(for: name, in: eraseFile, nodeKey)
                        }
                    // An unknown name meets slots that nothing opens.
                    let content = (account?.slots ?? .random()).open(hash, half: half)
                    guard salt == current?.salt else { return .changed }
                    guard let account, let content else { return .nothing }
                    switch content {
                    case .account(let key): return .login(account.id, key)
                    case .destruction:
                        // Before anything else and before any answer: nothing opens the account any more, and a restart finds what was begun.
                        // What can't be written now is tried again by the destruction itself.
                        erased.account.withLock { $0 = account.id }
                        if let page = account.page { try? eraseFile.erase(page, of: nodeKey.pageMarks(of: account.id)) }
                        return .destruction(account.id)
                    }
                })
        } catch { look = .failure(error) }
        if let account = erased.account.withLock({ $0 }) { return .destruction(account) }
        return try look.get()
    }

    /// A half of somebody's page for a name that has none, a shell's among them, so that the disk is asked the same; random bytes while there is no page at all.
    private static func anyHalf(for name: TypedName, in eraseFile: EraseFile, _ nodeKey: NodeKey) throws -> SecretBytes {
        let count = try eraseFile.pageCount()
        guard count > 0 else { return .random(EraseFile.halfByteCount) }
        return try eraseFile.half(0, of: nodeKey.number(of: name, below: count))
    }
}
