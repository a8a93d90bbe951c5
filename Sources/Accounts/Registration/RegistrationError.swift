public import Domain

/// Why a registration was refused.
public enum RegistrationError: Error, Equatable, Sendable {
    /// The operator lets nobody register.
    case closed
    /// The invite code is wrong, used, expired or revoked: one case, so that a guesser learns nothing.
    case inviteInvalid
    /// The username is not one.
    case usernameInvalid(UsernameError)
    /// The username, or one that looks like it, belongs to somebody.
    case usernameTaken
    /// The password may not be chosen.
    case password(PasswordProblem)
    /// The destruction password may not be chosen.
    case destructionPassword(PasswordProblem)
    /// Both passwords are the same, or differ in capitals and spaces alone.
    case passwordsAlike
    /// Too many passwords are being computed.
    case busy(retryAfter: Duration)
    /// The node has no room for another account.
    case full
    /// The node's storage failed.
    case storage

    /// What a person fills in to register.
    public enum Field: Sendable, Equatable {
        /// The invite code.
        case invite
        /// The name.
        case username
        /// The password.
        case password
        /// The destruction password.
        case destructionPassword
    }

    /// The field at fault; nil when none is.
    public var field: Field? {
        switch self {
        case .inviteInvalid: .invite
        case .usernameInvalid, .usernameTaken: .username
        case .password: .password
        case .destructionPassword, .passwordsAlike: .destructionPassword
        case .closed, .busy, .full, .storage: nil
        }
    }
}
