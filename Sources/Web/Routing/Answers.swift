internal import Domain
internal import HTTP

/// The shapes that answers come in.
extension Response {
    /// "Now fetch `place`": the answer to every form that changed something.
    static func seeOther(_ place: Place, fields: [ResponseField] = []) -> Response { seeOther(LocalTarget(place.text), fields: fields) }

    /// An HTML page.
    static func page(_ status: Status, _ bytes: [UInt8], _ fields: [ResponseField] = []) -> Response {
        Response(status, fields: [.html] + fields, body: .whole(bytes))
    }

    /// A refusal on a page of its own, for when there is no form to show it in.
    static func problem(_ error: ChatError, in words: any Words) -> Response {
        switch error {
        case .notFound: notFound(in: words)
        case .signedOut: .seeOther(.login)
        default: page(Status(error), ProblemPage.page(words.didNotWork, words.problem(error), in: words))
        }
    }

    /// A request that is not what we take.
    static func refused(_ status: Status, _ error: HTTPError, in words: any Words) -> Response {
        page(status, ProblemPage.page(words.refused, words.problem(error), in: words))
    }

    /// Missing and forbidden are one page.
    static func notFound(in words: any Words) -> Response { page(.notFound, ProblemPage.notFound(in: words)) }

    /// A form without the number that lets it take effect once.
    static func unnumberedForm(in words: any Words) -> Response { page(.badRequest, ProblemPage.unnumberedForm(in: words)) }

    /// A form that no page of this front, or no page of this sign-in, sent.
    static func foreignForm(in words: any Words) -> Response { page(.forbidden, ProblemPage.foreignForm(in: words)) }
}

extension Status {
    /// The status that tells a refusal of the domain.
    init(_ error: ChatError) {
        self =
            switch error {
            case .notFound: .notFound
            case .unreachable: .badGateway
            case .busy: .busy
            case .storage: .internalError
            case .signedOut: .forbidden
            default: .unprocessable
            }
    }
}

extension ResponseField {
    /// When to come back, at least in a second.
    static func retry(after pause: Duration) -> ResponseField { .retryAfter(seconds: max(1, Int(pause.components.seconds))) }
}
