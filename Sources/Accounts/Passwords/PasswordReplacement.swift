internal import Crypto
internal import Domain
internal import Store

/// The steps by which both passwords of an account are replaced. Between any two of them the process may die:
///
/// 1. the half not in use is written over with random bytes: the passwords before still open;
/// 2. one transaction puts the new slots in place, sealed with that half, and notes that the other half is to be wiped: the new passwords open,
///    those before fit no slot;
/// 3. the half before is wiped, so that no copy of the slots before can be opened again, and the note is taken away. A start finds the note.
///
/// **Source** protocol §11.5.
struct PasswordReplacement: Sendable {
    /// An account as it was sealed when a change began.
    struct Before: Sendable {
        let credentials: AccountTable.Credentials
        let page: Int
        let half: SecretBytes

        /// As it is now; nil when there is no such account, or only a shell.
        init?(of name: Username, _ nodeKey: NodeKey, _ eraseFile: EraseFile, in transaction: Transaction) throws {
            guard let credentials = try AccountTable.credentials(of: name, nodeKey, in: transaction), let page = credentials.page else {
                return nil
            }
            self.credentials = credentials
            self.page = page
            half = try eraseFile.half(credentials.half, of: page)
        }

        /// Whether nothing was changed, destroyed or removed between the two.
        func isSame(as other: Before) -> Bool {
            let (mine, theirs) = (credentials, other.credentials)
            return mine.id == theirs.id && mine.salt == theirs.salt && mine.slots.first == theirs.slots.first
                && mine.slots.second == theirs.slots.second && page == other.page && mine.half == theirs.half
                && half.isEqual(to: other.half)
        }

        /// Whether `password` opens the slot of the destruction password, which destroys nothing here; nil when it can't be computed.
        func isDestructionPassword(_ password: SecretBytes, pepper: SecretBytes) -> Bool? {
            guard password.count <= PasswordPolicy.maximumByteCount else { return false }
            guard
                let hash = try? Argon2id.derive(
                    password: password, salt: credentials.salt, pepper: pepper, parameters: credentials.parameters)
            else { return nil }
            if case .destruction = credentials.slots.open(hash, half: half) { return true }
            return false
        }
    }

    let before: Before
    let name: Username
    let parameters: Argon2id.Parameters
    let salt: [UInt8]
    /// Argon2id of the new password.
    let login: SecretBytes
    /// Argon2id of the destruction password.
    let destruction: SecretBytes
    let key: AccountKey

    /// Steps 1 and 2. Of two changes at once the second finds the account changed, and a destroyed one stays destroyed.
    func commit(_ nodeKey: NodeKey, _ eraseFile: EraseFile, in transaction: Transaction) throws {
        guard let now = try Before(of: name, nodeKey, eraseFile, in: transaction), now.isSame(as: before) else {
            throw PasswordChangeError.changedMeanwhile
        }
        let page = now.page
        let half = 1 - now.credentials.half
        // Should this half be one that is still to be wiped, this wipes it.
        try eraseFile.renew(half, of: page)
        let slots = try PasswordSlots(
            login: login, destruction: destruction, half: eraseFile.half(half, of: page), accountKey: key)
        try transaction.execute(
            """
            UPDATE account SET memory_kib = \(Int64(parameters.memoryKiB)), passes = \(Int64(parameters.passes)),
                lanes = \(Int64(parameters.lanes)), threads = \(Int64(parameters.threads)), salt = \(salt),
                first_slot = \(slots.first), second_slot = \(slots.second), half = \(half), wipes_half = 1
            WHERE id = \(now.credentials.id.row)
            """)
    }

    /// A half of `erase.bin` that is still to be wiped: the one beside `half`, which is in use.
    struct Due: Sendable {
        let account: AccountID
        let half: Int
    }

    /// What is still to be wiped, as a committed state tells it.
    static func due(in transaction: Transaction) throws -> [Due] {
        try transaction.rows("SELECT id, half FROM account WHERE wipes_half = 1").map {
            Due(account: AccountID(row: try $0.integer(0)), half: Int(clamping: try $0.integer(1)))
        }
    }

    /// Step 3. An account that has changed since ``due(in:)`` is left out: its new state is not on the disk yet, and may never be.
    static func wipe(_ due: [Due], _ eraseFile: EraseFile, in transaction: Transaction) throws {
        for each in due {
            let row = try transaction.row(
                "SELECT page FROM account WHERE id = \(each.account.row) AND half = \(each.half) AND wipes_half = 1")
            guard let page = try row?.integer(0) else { continue }
            try eraseFile.renew(1 - each.half, of: Int(clamping: page))
            try transaction.execute("UPDATE account SET wipes_half = 0 WHERE id = \(each.account.row)")
        }
    }
}
