internal import Domain

/// Who may register an account on this node. **Source** protocol §11.6.
public enum RegistrationPolicy: String, Sendable, CaseIterable {
    /// Anybody who knows the web address.
    case open
    /// Whoever has an invite code of the operator's.
    case invite
    /// Nobody.
    case closed
}
