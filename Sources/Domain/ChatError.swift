/// Why the domain refused: codes with their values, never content. The front has the words.
public enum ChatError: Error, Equatable, Sendable {
    /// There is no such thing for this member: missing and forbidden are one case on purpose.
    case notFound
    /// The text is not an address or a username.
    case notAnAddress(MemberAddressError)
    /// The other node could not be asked.
    case unreachable(PeerFailure)
    /// This member or node asks too often.
    case busy
    /// A message is too long.
    case textTooLong(limit: Int)
    /// A message is empty.
    case textEmpty
    /// A greeting is too long.
    case greetingTooLong(limit: Int)
    /// A request to that person already waits.
    case alreadyRequested
    /// That person already asked: answer their request.
    case alreadyAsked
    /// That person is a contact already.
    case alreadyConnected
    /// One can't be one's own contact.
    case yourself
    /// The other node's card doesn't prove what it says.
    case cardInvalid
    /// Too many messages wait for that person.
    case outboxFull
    /// The connection's keys no longer fit: nothing can be sent.
    case connectionBroken
    /// It was begun with post-quantum keys, which this node can't use any more.
    case postQuantumLost
    /// Post-quantum keys were used with that person before, and their side offers none now.
    case postQuantumRefused
    /// A file is longer than it may be, in bytes.
    case fileTooLong(limit: UInt64)
    /// The disk has no room for a file.
    case diskFull
    /// A file of this node is not what was put there, or is gone from its disk.
    case fileDamaged
    /// The sign-in has ended.
    case signedOut
    /// The node's storage failed.
    case storage
}
