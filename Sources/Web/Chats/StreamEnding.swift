/// Why a live page ends.
enum StreamEnding: Sendable, Equatable {
    /// It has shown enough, or can't tell a state truly any more: the browser loads it again by itself.
    case renewed
    /// The same sign-in opened one too many elsewhere.
    case replaced
    /// The sign-in has ended.
    case signedOut
    /// The node is going down.
    case stopped
}
