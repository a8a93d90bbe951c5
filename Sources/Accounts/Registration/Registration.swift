public import Crypto
internal import Domain

/// What a person gives to register: nothing else is asked. **Source** protocol §11.6.
public struct Registration: Sendable {
    /// The name as typed.
    public let username: String
    /// Opens the account.
    public let password: SecretBytes
    /// Typed in the password's place, it destroys the account.
    public let destructionPassword: SecretBytes
    /// The invite code as typed; looked at only while the policy is ``RegistrationPolicy/invite``.
    public let invite: SecretBytes?

    /// The fields of the form.
    public init(username: String, password: SecretBytes, destructionPassword: SecretBytes, invite: SecretBytes? = nil) {
        self.username = username
        self.password = password
        self.destructionPassword = destructionPassword
        self.invite = invite
    }
}
