internal import EventLoop
internal import HTTP

/// The stylesheet.
enum StyleRoutes {
    static let all: [Route] = [.openPage(Path("style.css"), .stylesheet, show)]

    /// Kept forever under its versioned URL, never under another.
    @Loop private static func show(_ visit: Visit) -> Response {
        let isVersioned = visit.query == "v=\(Stylesheet.version)"
        return Response(.ok, fields: [.css] + (isVersioned ? [.immutable] : []), body: .whole(Stylesheet.bytes))
    }
}
