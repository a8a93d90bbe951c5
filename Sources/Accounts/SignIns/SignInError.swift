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

extension SignInError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .refused:
            "that username and password don't belong together; if you are sure of both, somebody may be guessing at this name: "
                + "try again every ten seconds for a minute and a half"
        case .busy: "the node is busy with other sign-ins: try again in a few seconds"
        case .storage: "the node could not read or store what a sign-in needs: its operator should look at the disk"
        }
    }
}
