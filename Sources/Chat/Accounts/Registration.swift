public import Crypto

/// What a person gives to register: nothing else is asked (product row A1).
public struct Registration: Sendable {
    /// The name as typed.
    public let username: String
    /// Opens the account.
    public let password: SecretBytes
    /// Typed in the password's place, it destroys the account.
    public let destructionPassword: SecretBytes

    /// The three fields of the form.
    public init(username: String, password: SecretBytes, destructionPassword: SecretBytes) {
        self.username = username
        self.password = password
        self.destructionPassword = destructionPassword
    }
}

/// Why a registration was refused.
public enum RegistrationError: Error, Equatable, Sendable {
    /// The username is not one.
    case usernameInvalid(UsernameError)
    /// The username, or one that looks like it, belongs to somebody.
    case usernameTaken
    /// A password is too short.
    case passwordTooShort(minimum: Int)
    /// A password is longer than any person types.
    case passwordTooLong(maximum: Int)
    /// A password is among the commonest, or a run of one pattern.
    case passwordTooCommon
    /// The password holds the username.
    case passwordHoldsUsername
    /// Both passwords are the same.
    case passwordsEqual
    /// Too many passwords are being computed.
    case busy(retryAfter: Duration)
    /// The node has no room for another account.
    case full
    /// The node's storage failed.
    case storage
}

extension RegistrationError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .usernameInvalid(let error): error.description
        case .usernameTaken: "that username, or one that looks like it, is taken: choose another"
        case .passwordTooShort(let minimum): "each password needs at least \(minimum) characters: four or five unrelated words are good"
        case .passwordTooLong(let maximum): "a password has at most \(maximum) bytes"
        case .passwordTooCommon: "one of the passwords is too easy to guess: four or five unrelated words are good"
        case .passwordHoldsUsername: "a password must not hold the username"
        case .passwordsEqual: "the destruction password must differ from the password"
        case .busy: "the node is busy with other passwords: try again in a few seconds"
        case .full: "this node has no room for another account"
        case .storage: "the node could not store the account: its operator should look at the disk"
        }
    }
}
