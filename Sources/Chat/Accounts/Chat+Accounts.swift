public import Crypto
internal import Store

extension Chat {
    /// What a browser should wait when the password pool is full.
    static let busyRetry = Duration.seconds(5)

    /// Registers a member (product row A1).
    public func register(_ registration: Registration) async throws(RegistrationError) {
        let name: Username
        do { name = try Username(registration.username) } catch { throw .usernameInvalid(error) }
        try PasswordPolicy.check(registration.password, username: name)
        try PasswordPolicy.check(registration.destructionPassword, username: name)
        guard !registration.password.isEqual(to: registration.destructionPassword) else { throw .passwordsEqual }
        let nodeKey = nodeKey
        do {
            if try await read({ try AccountTable.isTaken(name, nodeKey, in: $0) }) { throw RegistrationError.usernameTaken }
        } catch let error as RegistrationError { throw error } catch { throw .storage }

        let salt = Random.bytes(16)
        let cost = environment.passwordCost
        let computed = await environment.heavyWork.run { () -> (login: SecretBytes, destruction: SecretBytes)? in
            guard
                let login = try? Argon2id.derive(password: registration.password, salt: salt, pepper: nodeKey.pepper, parameters: cost),
                let destruction = try? Argon2id.derive(
                    password: registration.destructionPassword, salt: salt, pepper: nodeKey.pepper, parameters: cost)
            else { return nil }
            return (login, destruction)
        }
        guard let computed else { throw .busy(retryAfter: Chat.busyRetry) }
        guard let hashes = computed else { throw .storage }

        let eraseFile = eraseFile
        let now = now
        do {
            try await store.write { transaction in
                guard try !AccountTable.isTaken(name, nodeKey, in: transaction) else { throw RegistrationError.usernameTaken }
                let page = try Chat.page(in: eraseFile, transaction)
                let half = Int(Random.integer(below: 2))
                let id = RecordID.random()
                try eraseFile.assign(page, to: nodeKey.pageMarks(of: id))
                let key = AccountKey.random()
                let slots = try PasswordSlots(
                    login: hashes.login, destruction: hashes.destruction, half: eraseFile.half(half, of: page), accountKey: key)
                var record = AccountRecord(name: name)
                guard let card = record.renewCard(now: now) else { throw RegistrationError.storage }
                let account = AccountTable.Credentials(
                    id: id, parameters: cost, salt: salt, slots: slots, page: page, half: half)
                try AccountTable.insert(account, name: name, record: record, card: card, key: key, day: now.day, nodeKey, in: transaction)
            }
        } catch let error as RegistrationError { throw error } catch { throw .storage }
    }

    /// Signs a member in. One Argon2id evaluation decides all cases; the destruction password destroys and is answered like a wrong one.
    ///
    /// **Source** protocol §5.28, product rows A2, A3, A8.
    public func signIn(name: String, password: SecretBytes) async throws(SignInError) -> SignInCookie {
        let username = try? Username(name)
        let nodeKey = nodeKey
        var known: AccountTable.Credentials?
        if let username { known = try? await read { try AccountTable.credentials(of: username, nodeKey, in: $0) } }
        let parameters = known?.parameters ?? environment.passwordCost
        let salt = known?.salt ?? nodeKey.saltForUnknown(Array(name.utf8.prefix(256)))
        // An overlong password costs what any other costs, and never fits: registration refuses it.
        let typed = password.count <= PasswordPolicy.maximumByteCount ? password : SecretBytes(copying: SHA256.hash(password.exposed()))
        let outcome = await environment.heavyWork.run {
            try? Argon2id.derive(password: typed, salt: salt, pepper: nodeKey.pepper, parameters: parameters)
        }
        guard let outcome else { throw .busy(retryAfter: Chat.busyRetry) }
        guard let hash = outcome, let username else { throw .refused }

        let opened = try? await open(username, known, hash)
        switch opened {
        case .signedIn(let account, let key):
            guard
                let cookie = try? signIns.start(account: account, name: username, key: key, now: environment.now())
            else { throw .refused }
            // An offer of new keys that nobody answered may have to be repeated.
            pending.insert(account)
            return cookie
        case .destroyed(let account):
            // What fails is tried again until it is done; the answer is a wrong password's.
            try? await destroy(account: account)
            throw .refused
        case nil: throw .refused
        }
    }

    /// The member that `cookie` signs in; counts as activity, and opens what waits for them. Nil: not signed in, or no longer.
    ///
    /// - Parameter isActivity: false for what a page asks by itself: a page left open must not keep its sign-in alive.
    public func member(for cookie: SignInCookie, isActivity: Bool = true) async -> Member? {
        guard let use = signIns.use(cookie, isActivity: isActivity, now: environment.now()) else { return nil }
        let member = Member(
            name: use.signIn.name, address: MemberAddress(name: use.signIn.name, node: node), account: use.signIn.account, key: use.key,
            signIn: use.id)
        await openPending(for: member)
        return signIns.isLive(use.id, now: environment.now()) ? member : nil
    }

    /// Ends the sign-in of `cookie`; the wrapped key leaves the memory with it.
    public func signOut(_ cookie: SignInCookie) {
        if let ended = signIns.end(cookie) { feeds.endAll(of: ended) }
    }

    /// Whether the sign-in of `member` goes on; asking is no activity.
    public func isSignedIn(_ member: Member) -> Bool { signIns.isLive(member.signIn, now: environment.now()) }

    private enum Opened: Sendable {
        case signedIn(RecordID, AccountKey)
        case destroyed(RecordID)
    }

    /// Compares the slots and carries out what the password stands for, in one transaction.
    private func open(_ name: Username, _ known: AccountTable.Credentials?, _ hash: SecretBytes) async throws -> Opened? {
        let nodeKey = nodeKey
        let eraseFile = eraseFile
        let now = now
        let node = node
        return try await store.write { transaction in
            // Looked up again: the account may have changed while the password was hashed. An unknown name meets slots that nothing opens.
            let current = try AccountTable.credentials(of: name, nodeKey, in: transaction)
            let account = known?.salt == current?.salt ? current : nil
            let half = try account.map { try eraseFile.half($0.half, of: $0.page) } ?? SecretBytes.random(EraseFile.halfByteCount)
            let content = (account?.slots ?? .random()).open(hash, half: half)
            guard let account, let content else { return nil }
            switch content {
            case .account(let key):
                guard var record = try AccountTable.record(of: account.id, key, in: transaction) else { return nil }
                let opening = MailOpening(
                    account: account.id, key: key, own: MemberAddress(name: name, node: node), now: now, nodeKey: nodeKey, record: record)
                _ = try opening.openRequests(in: transaction)
                let card = record.renewCard(now: now)
                try AccountTable.update(account.id, record: record, card: card, key: key, day: now.day, nodeKey, in: transaction)
                return .signedIn(account.id, key)
            case .destruction: return .destroyed(account.id)
            }
        }
    }

    /// A free page of `erase.bin`, which grows when more than half of it is taken.
    private static func page(in eraseFile: EraseFile, _ transaction: Transaction) throws -> Int {
        var count = try eraseFile.pageCount()
        let taken = Int(clamping: try transaction.row("SELECT count(*) FROM account")?.integer(0) ?? 0)
        if taken * 2 >= count, count < EraseFile.maximumPageCount {
            try eraseFile.grow()
            count = try eraseFile.pageCount()
        }
        guard let page = try AccountTable.freePage(of: count, in: transaction) else { throw RegistrationError.full }
        return page
    }
}
