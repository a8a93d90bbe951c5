internal import Crypto
internal import Domain
internal import Store

extension Accounts {
    /// What a browser should wait when the password pool is full.
    static let busyRetry = Duration.seconds(5)

    /// Registers a member. **Source** protocol §11.6.
    public func register(_ registration: Registration) async throws(RegistrationError) {
        let nodeKey = nodeKey
        let admission = Admission(code: registration.invite.flatMap { InviteCode(typed: $0) }, now: now, nodeKey: nodeKey)
        // First of all: whoever has no code learns nothing about names, and costs no password hash.
        let limit = settings.accountLimit
        do {
            try await store.read { transaction in
                try admission.check(in: transaction)
                try Accounts.checkRoom(limit, transaction)
            }
        } catch let error as RegistrationError { throw error } catch {
            throw .storage
        }
        let name = try Accounts.checked(registration)
        do {
            if try await store.read({ try AccountTable.isTaken(name, nodeKey, in: $0) }) { throw RegistrationError.usernameTaken }
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
        guard let computed else { throw .busy(retryAfter: Accounts.busyRetry) }
        guard let hashes = computed else { throw .storage }

        let eraseFile = eraseFile
        let now = now
        let capabilities = environment.capabilities
        let (day, sinceBoot) = dayOfLogin()
        do {
            let account = try await store.write { transaction in
                try admission.use(in: transaction)
                guard try !AccountTable.isTaken(name, nodeKey, in: transaction) else { throw RegistrationError.usernameTaken }
                try Accounts.checkRoom(limit, transaction)
                let page = try PageChoice.page(in: eraseFile, transaction)
                let half = Int(Random.integer(below: 2))
                let id = AccountID.random()
                try eraseFile.assign(page, to: nodeKey.pageMarks(of: id))
                let key = AccountKey.random()
                let slots = try PasswordSlots(
                    login: hashes.login, destruction: hashes.destruction, half: eraseFile.half(half, of: page), accountKey: key)
                var record = AccountRecord(name: name)
                guard let card = try record.renewCard(now: now, capabilities: capabilities) else { throw RegistrationError.storage }
                let account = AccountTable.Credentials(
                    id: id, parameters: cost, salt: salt, slots: slots, page: page, half: half)
                try AccountTable.insert(account, name: name, record: record, card: card, key: key, day: day, nodeKey, in: transaction)
                return id
            }
            dormancy.loggedIn(account, on: day, at: sinceBoot)
        } catch let error as RegistrationError { throw error } catch { throw .storage }
    }

    /// **Errors** ``RegistrationError/full``: there are as many accounts, and names that stay taken, as the operator allows.
    private static func checkRoom(_ limit: Int, _ transaction: Transaction) throws {
        guard try AccountTable.count(in: transaction) < limit else { throw RegistrationError.full }
    }

    /// The name, when it and the passwords may be chosen.
    private static func checked(_ registration: Registration) throws(RegistrationError) -> Username {
        let name: Username
        do { name = try Username(registration.username) } catch { throw .usernameInvalid(error) }
        do { try PasswordPolicy.check(registration.password, of: name) } catch { throw .password(error) }
        do { try PasswordPolicy.check(registration.destructionPassword, of: name) } catch { throw .destructionPassword(error) }
        guard !PasswordPolicy.areAlike(registration.password, registration.destructionPassword) else { throw .passwordsAlike }
        return name
    }
}
