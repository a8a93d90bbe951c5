/// Why the domain refused. It tells shape, never content.
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
    /// The sign-in has ended.
    case signedOut
    /// The node's storage failed.
    case storage
}

extension ChatError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .notFound: "nobody and nothing was found there"
        case .notAnAddress(let error): error.description
        case .unreachable(let failure): failure.description
        case .busy: "too many questions in a short time: try again later"
        case .textTooLong(let limit): "a message has at most \(limit) characters: send it in parts"
        case .textEmpty: "the message is empty"
        case .greetingTooLong(let limit): "a greeting has at most \(limit) characters"
        case .alreadyRequested: "your request to this person waits for an answer already"
        case .alreadyAsked: "this person has asked you already: answer their request"
        case .alreadyConnected: "this person is your contact already"
        case .yourself: "this is your own address"
        case .cardInvalid: "that node answered with a card that proves nothing: the request was not sent"
        case .outboxFull: "too many messages wait for this person: try again when their node has been reached"
        case .connectionBroken: "the other side has none of this connection's keys, or never answered: nothing can be sent. Connect anew"
        case .postQuantumLost:
            "this was begun with post-quantum keys, and the OpenSSL of this node offers none any more: nothing was sent. Its operator should install 3.5 or newer"
        case .postQuantumRefused:
            "you and this person used post-quantum keys before, and the other node offers none now: nothing was sent, since it would be weaker"
        case .signedOut: "you are signed out"
        case .storage: "the node could not store or read this: its operator should look at the disk"
        }
    }
}
