/// What a page may load and do: its own stylesheet, images, frames and forms, and nothing else. No script can run at all.
///
/// **Source** protocol §12.4; W3C Content Security Policy Level 3.
struct ContentSecurityPolicy: Sendable, Equatable {
    /// The directives in use.
    enum Directive: String, Sendable {
        case defaults = "default-src"
        case styles = "style-src"
        case images = "img-src"
        case frames = "frame-src"
        case forms = "form-action"
        case framedBy = "frame-ancestors"
        case base = "base-uri"
    }

    /// From where.
    enum Source: String, Sendable {
        case nowhere = "'none'"
        case here = "'self'"
    }

    /// The directives in order.
    let rules: [(Directive, Source)]

    /// The policy of every page.
    static let pages = ContentSecurityPolicy(rules: [
        (.defaults, .nowhere), (.styles, .here), (.images, .here), (.frames, .here), (.forms, .here), (.framedBy, .here), (.base, .nowhere),
    ])

    /// The header's value.
    var text: String { rules.map { "\($0.rawValue) \($1.rawValue)" }.joined(separator: "; ") }

    static func == (one: Self, other: Self) -> Bool { one.text == other.text }
}
