internal import HTTP

/// The headers that every answer carries, errors too, so that answers look alike.
///
/// **Source** protocol §12.4. `Referrer-Policy` is `same-origin` and not `no-referrer`: the latter makes forms post `Origin: null`.
enum SecurityHeaders {
    /// The lines as they are sent, `Cache-Control` apart.
    static let lines = HeaderLines([
        ("Content-Security-Policy", ContentSecurityPolicy.pages.text),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ])
}
