/// A name as somebody typed it where a password is asked: a username, or something that is none.
///
/// Both go the same way, so that what the node does for a name tells nothing of it.
package struct TypedName: Sendable {
    /// More of what is no username is not looked at: a form field may be long.
    private static let byteLimit = 256

    /// The name that was meant; nil: there can be no such account.
    package let username: Username?
    /// What salts, indexes and slots come of: one spelling of each username, anything else as it was typed.
    package let bytes: [UInt8]

    package init(_ text: String) {
        username = try? Username(text)
        bytes = username.map { Array($0.text.utf8) } ?? Array(text.utf8.prefix(TypedName.byteLimit))
    }

    package init(_ username: Username) {
        self.username = username
        bytes = Array(username.text.utf8)
    }
}
