internal import Crypto

/// A member while signed in: who it is, and the key to what is theirs. Made by `Accounts` for one request or live page; hold it no longer.
public struct Member: Sendable {
    /// The username.
    public let name: Username
    /// Where other nodes find this member.
    public let address: MemberAddress

    package let account: AccountID
    package let key: AccountKey
    /// Names the sign-in, so that a page can count its streams. Not a secret.
    public let signIn: SignInID
    /// The day on which the account is deleted without another log-in (protocol §11.8); nil while the node never had a clock to believe.
    public let vanishesOn: UnixDay?
    /// What they have chosen for themselves.
    public let settings: MemberSettings

    package init(
        name: Username, address: MemberAddress, account: AccountID, key: AccountKey, signIn: SignInID, vanishesOn: UnixDay?,
        settings: MemberSettings
    ) {
        self.name = name
        self.address = address
        self.account = account
        self.key = key
        self.signIn = signIn
        self.vanishesOn = vanishesOn
        self.settings = settings
    }
}

/// Names one sign-in within this run of the node.
public struct SignInID: Hashable, Sendable {
    package let index: [UInt8]

    package init(index: [UInt8]) { self.index = index }
}
