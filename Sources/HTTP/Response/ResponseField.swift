/// A header of an answer. Each value comes from a literal, a number or a type that can't hold a line end, so none can be injected.
package enum ResponseField: Sendable {
    /// An HTML page.
    case html
    /// The stylesheet.
    case css
    /// A tar archive.
    case tar
    /// Bytes of which nothing is said.
    case octets
    /// To be kept as a file of that name: a literal, so that nobody's text gets into the header.
    case download(StaticString)
    /// Where to go next: a path of this server, never a text from outside.
    case location(LocalTarget)
    /// Sets, changes or removes a cookie.
    case setCookie(SetCookie)
    /// When to try again, in seconds.
    case retryAfter(seconds: Int)
    /// The body never changes under this URL.
    case immutable
    /// Names this very content, so that what is left of it can be asked for.
    case entityTag(EntityTag)
    /// A part may be asked for.
    case acceptsRanges
    /// Which part of how many bytes it is; nil for none of them.
    case contentRange(Range<Int>?, of: Int)

    /// The header's name.
    package var name: String {
        switch self {
        case .html, .css, .tar, .octets: "Content-Type"
        case .download: "Content-Disposition"
        case .location: "Location"
        case .setCookie: "Set-Cookie"
        case .retryAfter: "Retry-After"
        case .immutable: "Cache-Control"
        case .entityTag: "ETag"
        case .acceptsRanges: "Accept-Ranges"
        case .contentRange: "Content-Range"
        }
    }

    /// The header's value.
    package var value: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .css: "text/css; charset=utf-8"
        case .tar: "application/x-tar"
        case .octets: "application/octet-stream"
        case .download(let name): "attachment; filename=\"\(name)\""
        case .location(let target): target.text
        case .setCookie(let cookie): cookie.text
        case .retryAfter(let seconds): "\(seconds)"
        case .immutable: "private, max-age=31536000, immutable"
        case .entityTag(let tag): tag.text
        case .acceptsRanges: "bytes"
        case .contentRange(let part?, let whole): "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(whole)"
        case .contentRange(nil, let whole): "bytes */\(whole)"
        }
    }

    /// Whether it takes the place of `Cache-Control: no-store`.
    var decidesCaching: Bool { if case .immutable = self { true } else { false } }
}
