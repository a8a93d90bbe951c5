internal import Chat
internal import EventLoop

/// The shapes that answers come in.
extension Site {
    /// An HTML page.
    static func page(_ status: Status, _ bytes: [UInt8], _ fields: [ResponseField] = []) -> Response {
        Response(status, fields: [.html] + fields, body: .whole(bytes))
    }

    /// When to come back, at least in a second.
    static func retry(after pause: Duration) -> ResponseField { .retryAfter(seconds: max(1, Int(pause.components.seconds))) }

    /// The status that tells a refusal of the domain.
    static func status(of error: ChatError) -> Status {
        switch error {
        case .notFound: .notFound
        case .unreachable: .badGateway
        case .busy: .busy
        case .storage: .internalError
        case .signedOut: .forbidden
        default: .unprocessable
        }
    }

    /// A refusal on a page of its own, for when there is no form to show it in.
    static func problem(_ error: ChatError) -> Response {
        switch error {
        case .notFound: notFound
        case .signedOut: .seeOther(.login)
        default: page(status(of: error), ProblemPage.page("That did not work", error.description))
        }
    }

    /// The stylesheet: kept forever under its versioned URL, never under another.
    func stylesheet(_ visit: Visit) -> Response {
        let isVersioned = visit.query == "v=\(Stylesheet.version)"
        return Response(.ok, fields: [.css] + (isVersioned ? [.immutable] : []), body: .whole(Stylesheet.bytes))
    }
}
