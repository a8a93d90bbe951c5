internal import Domain

/// Why invites could not be made or revoked.
public enum InviteError: Error, Equatable, Sendable {
    /// Not a number of codes that is made at once.
    case countOutOfBounds
    /// Not a lifetime.
    case daysOutOfBounds
    /// So many are unused already that those wanted have no room.
    case tooMany
    /// There is no invite of that id.
    case notFound
    /// The node's storage failed.
    case storage
}

extension InviteError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .countOutOfBounds: "1 to \(InviteLimits.atOnce) invites are made at once"
        case .daysOutOfBounds: "an invite lives 1 to \(InviteLimits.maximumDays) days"
        case .tooMany: "a node has at most \(InviteLimits.unused) unused invites"
        case .notFound: "there is no invite of that id"
        case .storage: "the node could not store or read its invites: look at the disk"
        }
    }

    /// What to do about it; nil when the words say it all.
    public var hint: String? {
        switch self {
        case .tooMany: "onionnode invites revoke takes back those that nobody needs"
        case .notFound: "onionnode invites list shows the ids"
        case .countOutOfBounds, .daysOutOfBounds, .storage: nil
        }
    }
}
