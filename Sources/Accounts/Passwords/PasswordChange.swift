public import Crypto
internal import Domain

/// What a member puts in the place of a password. **Source** protocol §11.5.
///
/// Both passwords are sealed anew, whichever changes: under fresh salt, at today's cost, with the other half of the account's page in `erase.bin`.
public enum PasswordChange: Sendable {
    /// Another password. The destruction password stays, and has to be given to be sealed anew.
    case password(new: SecretBytes, destructionPassword: SecretBytes)
    /// Another destruction password. The one before need not be known: who has forgotten it chooses anew.
    case destructionPassword(new: SecretBytes)

    /// The two passwords from now on, with `current` as the one in use.
    func passwords(current: SecretBytes) -> (login: SecretBytes, destruction: SecretBytes) {
        switch self {
        case .password(let new, let destruction): (new, destruction)
        case .destructionPassword(let new): (current, new)
        }
    }

    /// Throws why the new password may not be chosen; nothing is judged for it.
    func check(current: SecretBytes, username: Username) throws(PasswordChangeError) {
        switch self {
        case .password(let new, let destruction):
            do { try PasswordPolicy.check(new, of: username) } catch { throw .unsuitable(.password(error)) }
            guard !PasswordPolicy.areAlike(new, destruction) else { throw .unsuitable(.passwordsAlike) }
        case .destructionPassword(let new):
            do { try PasswordPolicy.check(new, of: username) } catch { throw .unsuitable(.destructionPassword(error)) }
            guard !PasswordPolicy.areAlike(new, current) else { throw .unsuitable(.passwordsAlike) }
        }
        if case .password(let new, _) = self, new.isEqual(to: current) { throw .unchanged }
    }
}

/// Why a change of passwords was refused. Both are as they were.
public enum PasswordChangeError: Error, Equatable, Sendable {
    /// The password in use was not confirmed.
    case confirmation(ConfirmationError)
    /// The new password breaks a rule.
    case unsuitable(RegistrationError)
    /// The new password is the one in use.
    case unchanged
    /// What was given as the destruction password is not it. Said only to who knows the password.
    case notTheDestructionPassword
    /// The passwords were changed in another browser meanwhile, which has ended this sign-in.
    case changedMeanwhile
}
