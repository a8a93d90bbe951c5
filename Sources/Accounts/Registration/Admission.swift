internal import Domain
internal import Store

/// Whether somebody may register now: what the operator's policy says, and the invite code they gave.
///
/// Asked twice: before anything is computed or looked up for them, and again inside the registration's transaction, since policy and code may
/// have changed meanwhile.
struct Admission: Sendable {
    /// Nil: none was given, or what was given is no code.
    let code: InviteCode?
    let now: UnixMinute
    let nodeKey: NodeKey

    /// Throws why not.
    func check(in transaction: Transaction) throws {
        switch try SettingTable.load(in: transaction).registration {
        case .open: break
        case .closed: throw RegistrationError.closed
        case .invite:
            guard let code, try InviteTable.isValid(code, now: now, nodeKey, in: transaction) else { throw RegistrationError.inviteInvalid }
        }
    }

    /// Uses the code up, if one is needed; throws why they may not register.
    func use(in transaction: Transaction) throws {
        try check(in: transaction)
        guard try SettingTable.load(in: transaction).registration == .invite, let code else { return }
        guard try InviteTable.use(code, now: now, nodeKey, in: transaction) else { throw RegistrationError.inviteInvalid }
    }
}
