internal import Bytes
internal import Crypto

/// The form token of people who are not signed in: the visitor cookie's code under a key that lives as long as this run of the node.
///
/// A page elsewhere can neither read nor set that cookie (`__Host-`, `SameSite=Strict`), so it can't post a form that carries the
/// matching token: a second wall behind the check of `Origin`. Nothing is kept on the node.
struct VisitorTokens: Sendable {
    private let key: SecretBytes

    /// **Shape** 16 random bytes as 22 characters.
    static let cookieByteCount = 16

    init(key: SecretBytes) { self.key = key }

    /// A fresh cookie value.
    static func freshCookie() -> String { Base64.encodeURL(Random.bytes(cookieByteCount)) }

    /// Whether `cookie` could be one of ours; another is replaced.
    static func isCookie(_ cookie: String) -> Bool { Base64.decodeURL(cookie)?.count == cookieByteCount }

    /// The token for forms shown to the browser that holds `cookie`.
    func token(for cookie: String) -> String {
        Base64.encodeURL(HMACSHA256.code(Array("ONION1/visitor-form\0\(cookie)".utf8), key: key))
    }

    /// Whether `token` is the one for `cookie`, in constant time.
    func isToken(_ token: [UInt8], for cookie: String) -> Bool {
        Self.isCookie(cookie) && constantTimeEqual(token, Array(self.token(for: cookie).utf8))
    }
}
