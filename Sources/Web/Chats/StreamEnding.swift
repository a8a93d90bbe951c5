/// Why a live page ends.
enum StreamEnding: Sendable, Equatable {
    /// It has shown enough, or can't tell a state truly any more: the browser loads it again by itself.
    case renewed
    /// The same sign-in opened one too many, of this or of another conversation.
    case replaced
    /// The node has as many live pages as it can have, and this sign-in more than others.
    case crowded
    /// The sign-in has ended.
    case signedOut
    /// The node is going down.
    case stopped
}
