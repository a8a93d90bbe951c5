internal import HTTP

/// The cookies of this front, as an answer sets them. Values are ours: base64url or a word of ``Note``.
extension SetCookie {
    /// Sets `name` until the browser closes.
    static func set(_ name: CookieName, _ value: String, on host: WebHost) -> SetCookie {
        SetCookie(name.text(on: host), value, isSecure: host.hasSecureCookies)
    }

    /// Makes the browser forget `name`.
    static func remove(_ name: CookieName, on host: WebHost) -> SetCookie { set(name, "", on: host) }
}
