/// The headers that every answer carries, errors too, so that answers look alike.
///
/// **Source** protocol §12.4. `Referrer-Policy` is `same-origin` and not `no-referrer`: the latter makes forms post `Origin: null`.
enum SecurityHeaders {
    /// The lines as they are sent, `Cache-Control` apart.
    static let lines =
        "Content-Security-Policy: \(ContentSecurityPolicy.pages.text)\r\n"
        + "X-Content-Type-Options: nosniff\r\n"
        + "Referrer-Policy: same-origin\r\n"
        + "Cross-Origin-Opener-Policy: same-origin\r\n"
        + "Cross-Origin-Resource-Policy: same-origin\r\n"
}
