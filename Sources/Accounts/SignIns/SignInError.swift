internal import Domain

/// Why a sign-in was refused. Wrong, unknown, destroyed and backed off are one case on purpose (protocol §11.2).
public enum SignInError: Error, Equatable, Sendable {
    /// The name and password don't belong together.
    case refused
    /// Too many passwords are being computed.
    case busy(retryAfter: Duration)
    /// The node's storage failed, whoever was named.
    case storage
}
