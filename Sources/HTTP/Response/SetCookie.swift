/// One `Set-Cookie`: a cookie of the session that scripts can't read and foreign pages can't send.
///
/// **Source** RFC 6265bis §4.1; protocol §12.3.
package struct SetCookie: Sendable, Equatable {
    /// The whole name, prefix included.
    package let name: String
    /// Its value; empty when the browser shall forget it.
    package let value: String
    /// Whether it goes over what the browser counts as a safe way only.
    package let isSecure: Bool

    /// Sets `name` until the browser closes; without a value it is forgotten.
    ///
    /// **Limits** both are of the characters of a token: words of our own making, so that no line end gets into a head.
    package init(_ name: String, _ value: String, isSecure: Bool) {
        precondition(
            !name.isEmpty && (name + value).utf8.allSatisfy(RequestHeadParser.isTokenByte), "a cookie is a word of our own making")
        self.name = name
        self.value = value
        self.isSecure = isSecure
    }

    /// The header's value.
    package var text: String {
        "\(name)=\(value); Path=/; \(isSecure ? "Secure; " : "")HttpOnly; SameSite=Strict" + (value.isEmpty ? "; Max-Age=0" : "")
    }
}
