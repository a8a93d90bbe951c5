internal import Crypto

/// A member while signed in: who it is, and the key to what is theirs. Made by ``Chat/member(for:)`` for one request or live page; hold it no longer.
public struct Member: Sendable {
    /// The username.
    public let name: Username
    /// Where other nodes find this member.
    public let address: MemberAddress

    let account: RecordID
    let key: AccountKey
    /// Names the sign-in, so that a page can count its streams. Not a secret.
    public let signIn: SignInID
    /// The day on which the account is deleted without another log-in (product row A4); nil while the node never had a clock to believe.
    public let vanishesOn: UnixDay?
}

/// Names one sign-in within this run of the node.
public struct SignInID: Hashable, Sendable {
    let index: [UInt8]

    package init(index: [UInt8]) { self.index = index }
}
