public import Domain

/// What the node keeps of an invite: never its code, and not who used it.
public struct Invite: Sendable, Equatable {
    /// What has become of an invite.
    public enum State: String, Sendable {
        /// It can be used.
        case unused
        /// Somebody has registered with it. When and who is not kept.
        case used
        /// Nobody has used it in time.
        case expired
    }

    /// Names it.
    public let id: InviteID
    /// When it was made.
    public let made: UnixMinute
    /// From this minute on it is not taken any more.
    public let expires: UnixMinute
    /// What has become of it.
    public let state: State
}

/// An invite that was just made, with its code: the one time that it is known.
public struct FreshInvite: Sendable {
    /// Names it.
    public let id: InviteID
    /// What opens the registration once.
    public let code: InviteCode
    /// From this minute on it is not taken any more.
    public let expires: UnixMinute
}
