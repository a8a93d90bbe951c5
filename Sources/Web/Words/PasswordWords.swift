/// The pages for other passwords.
protocol PasswordWords: Sendable {
    /// Title, heading and button.
    var changePassword: String { get }
    /// Title, heading and button.
    var changeDestructionPassword: String { get }
    /// What a change does elsewhere.
    var logsOutElsewhere: String { get }
    var currentPassword: String { get }
    /// Below each field that asks for the password in use.
    var currentPasswordHint: String { get }
    var newPassword: String { get }
    var newPasswordHint: String { get }
    /// Below the field of the destruction password that stays.
    var stayingDestructionPasswordHint: String { get }
    func forgottenDestructionPassword(_ change: Link) -> Sentence
    /// What a destruction password does, before another is chosen.
    var whatDestructionPasswordDoes: String { get }
    var newDestructionPassword: String { get }
    var newDestructionPasswordHint: String { get }
}
