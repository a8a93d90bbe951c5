internal import Domain

/// Who looks at a page, as far as the page needs to know.
struct Viewer: Sendable {
    /// The member's name and node.
    let address: MemberAddress
    /// The day on which the account is deleted without another log-in; nil while the node has no clock to tell it by.
    let vanishesOn: UnixDay?
    /// What each form of this sign-in carries.
    let token: String
    /// The language they read.
    let words: any Words
}
