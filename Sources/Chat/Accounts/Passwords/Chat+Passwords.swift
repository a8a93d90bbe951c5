internal import Crypto
internal import Store

extension Chat {
    /// Judges a name and a password, wherever one is asked: one Argon2id evaluation decides all cases, and the destruction password destroys.
    ///
    /// **Source** protocol §5.28, product rows A2, A3, A8.
    func judge(name: String, password: SecretBytes) async -> PasswordVerdict {
        let username = try? Username(name)
        let nodeKey = nodeKey
        do {
            var known: AccountTable.Credentials?
            if let username { known = try await read { try AccountTable.credentials(of: username, nodeKey, in: $0) } }
            let parameters = known?.parameters ?? environment.passwordCost
            let salt = known?.salt ?? nodeKey.saltForUnknown(Array(name.utf8.prefix(256)))
            // An overlong password costs what any other costs, and never fits: registration refuses it.
            let typed = password.count <= PasswordPolicy.maximumByteCount ? password : SecretBytes(copying: SHA256.hash(password.exposed()))
            let outcome = await environment.heavyWork.run {
                try? Argon2id.derive(password: typed, salt: salt, pepper: nodeKey.pepper, parameters: parameters)
            }
            guard let outcome else { return .busy(retryAfter: Chat.busyRetry) }
            guard let hash = outcome, let username else { return .refused }
            guard let (account, content) = try await compare(username, salt: known?.salt, hash) else { return .refused }
            switch content {
            case .account(let key): return .account(account.id, key)
            case .destruction:
                // What fails is tried again until it is done; the answer is a wrong password's.
                try? await destroy(account: account.id)
                return .refused
            }
        } catch { return .storage }
    }

    /// Compares the slots, and overwrites the page when the destruction password was typed.
    private func compare(
        _ name: Username, salt: [UInt8]?, _ hash: SecretBytes
    ) async throws -> (AccountTable.Credentials, SlotContent)? {
        let nodeKey = nodeKey
        let eraseFile = eraseFile
        return try await store.read { transaction in
            // Looked up again: the account may have changed while the password was hashed. An unknown name meets slots that nothing opens.
            let current = try AccountTable.credentials(of: name, nodeKey, in: transaction)
            let account = salt == current?.salt ? current : nil
            let half = try account.map { try eraseFile.half($0.half, of: $0.page) } ?? SecretBytes.random(EraseFile.halfByteCount)
            let content = (account?.slots ?? .random()).open(hash, half: half)
            guard let account, let content else { return nil }
            // Before anything else and before any answer: from here on nothing opens the account, and a restart finds what was begun.
            if case .destruction = content { try eraseFile.erase(account.page, of: nodeKey.pageMarks(of: account.id)) }
            return (account, content)
        }
    }
}
