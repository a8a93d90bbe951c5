/// One `Set-Cookie`: a session cookie that scripts can't read and foreign pages can't send.
///
/// Values are ours: base64url or a word of ``Note``. **Source** RFC 6265bis §4.1; protocol §12.3.
struct CookieChange: Sendable, Equatable {
    /// Which cookie.
    let name: CookieName
    /// Its value; empty when the browser shall forget it.
    let value: String
    private let host: WebHost

    private init(_ name: CookieName, value: String, host: WebHost) {
        precondition(value.utf8.allSatisfy { RequestHeadParser.isTokenByte($0) }, "a cookie's value is a word of our own making")
        self.name = name
        self.value = value
        self.host = host
    }

    /// Sets `name` until the browser closes.
    static func set(_ name: CookieName, _ value: String, on host: WebHost) -> CookieChange { CookieChange(name, value: value, host: host) }

    /// Makes the browser forget `name`.
    static func remove(_ name: CookieName, on host: WebHost) -> CookieChange { CookieChange(name, value: "", host: host) }

    /// The header's value.
    var text: String {
        "\(name.text(on: host))=\(value); Path=/; \(host.hasSecureCookies ? "Secure; " : "")HttpOnly; SameSite=Strict"
            + (value.isEmpty ? "; Max-Age=0" : "")
    }
}
