internal import Chat

/// Who looks at a page, as far as the page needs to know.
struct Viewer: Sendable {
    /// The member's name and node.
    let address: MemberAddress
    /// What each form of this sign-in carries.
    let token: String
}
