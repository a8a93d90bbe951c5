internal import Crypto
internal import Store

extension Chat {
    /// Judges a name and a password, wherever one is asked: one Argon2id evaluation decides all cases, and the destruction password destroys.
    ///
    /// It returns at the moment at which the answer may go out (``PasswordPace``), but at once when it is busy: then nothing was judged.
    /// **Source** protocol §5.28, product rows A2, A3, A8.
    func judge(name: String, password: SecretBytes) async -> PasswordVerdict {
        let start = environment.passwordPace.instant()
        let verdict = await judgement(of: TypedName(name), password)
        if case .busy = verdict { return verdict }
        await environment.passwordPace.wait(since: start)
        return verdict
    }

    /// The judgement, as soon as it is made.
    ///
    /// Whatever is typed goes the same way: two looks at the database, one at `erase.bin`, one evaluation, both slots, one row written.
    func judgement(of name: TypedName, _ password: SecretBytes) async -> PasswordVerdict {
        do {
            let nodeKey = nodeKey
            let known = try await read { try AccountTable.credentials(of: name, nodeKey, in: $0) }
            guard let hash = await evaluate(password, for: name, known) else { return .busy(retryAfter: Chat.busyRetry) }
            let match = try await match(name, salt: known?.salt, hash)
            let now = environment.now()
            let isClosed = try? await write { transaction in
                try AttemptTable.count(name, isRight: match?.isLogin ?? false, now: now, nodeKey, in: transaction)
            }
            if case .destruction(let account) = match {
                // Now, or by itself at the next start: the answer waits for none of it. Sign-ins end before this line does.
                Task.immediate { try? await destroy(account: account) }
            }
            guard let isClosed else { return .storage }
            guard !isClosed, case .login(let account, let key) = match else { return .refused }
            return .account(account, key)
        } catch { return .storage }
    }

    /// What a password was found to be.
    private enum Match: Sendable {
        case login(RecordID, AccountKey)
        /// The page of this account is overwritten.
        case destruction(RecordID)

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

    /// Compares both slots, and overwrites the page when the destruction password was typed: whether or not the name is closed to others.
    private func match(_ name: TypedName, salt: [UInt8]?, _ hash: SecretBytes) async throws -> Match? {
        let (nodeKey, eraseFile) = (nodeKey, eraseFile)
        return try await store.read { transaction in
            // Looked up again: the account may have changed while the password was hashed.
            let current = try AccountTable.credentials(of: name, nodeKey, in: transaction)
            let account = salt == current?.salt ? current : nil
            let half = try account.map { try eraseFile.half($0.half, of: $0.page) } ?? Chat.anyHalf(for: name, in: eraseFile, nodeKey)
            // An unknown name meets slots that nothing opens.
            let content = (account?.slots ?? .random()).open(hash, half: half)
            guard let account, let content else { return nil }
            switch content {
            case .account(let key): return .login(account.id, key)
            case .destruction:
                // Before anything else and before any answer: nothing opens the account any more, and a restart finds what was begun.
                // What can't be written now is tried again by the destruction itself.
                try? eraseFile.erase(account.page, of: nodeKey.pageMarks(of: account.id))
                return .destruction(account.id)
            }
        }
    }

    /// A half of somebody's page for a name that has none, so that the disk is asked the same; random bytes while there is no page at all.
    private static func anyHalf(for name: TypedName, in eraseFile: EraseFile, _ nodeKey: NodeKey) throws -> SecretBytes {
        let count = try eraseFile.pageCount()
        guard count > 0 else { return .random(EraseFile.halfByteCount) }
        return try eraseFile.half(0, of: nodeKey.number(of: name, below: count))
    }
}
