internal import Domain

/// Why a password that was asked for again was not taken.
public enum ConfirmationError: Error, Equatable, Sendable {
    /// It was wrong, or it was the destruction password: the sign-in has ended either way, so that nobody can tell which.
    case refused
    /// Too many passwords are being computed; nothing has happened.
    case busy(retryAfter: Duration)
    /// The node's storage failed.
    case storage
}
