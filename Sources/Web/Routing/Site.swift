internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import HTTP

/// What the handlers of one front work with, and the way of a request to its handler.
@Loop final class Site {
    let chat: Chat
    let host: WebHost
    let liveFront: LiveFront
    let formNumbers: FormNumbers
    let liveLimits: LivePage.Limits
    let visitorTokens: VisitorTokens
    let exportTickets = ExportTickets()
    private let router: Router
    private let seconds: @Sendable () -> Int64

    init(
        chat: Chat, host: WebHost, seconds: @escaping @Sendable () -> Int64, memory: FrontMemory, liveLimits: LivePage.Limits,
        router: Router = .house
    ) {
        self.chat = chat
        self.host = host
        self.seconds = seconds
        liveFront = LiveFront(memory.livePages)
        formNumbers = memory.formNumbers
        self.liveLimits = liveLimits
        self.router = router
        visitorTokens = VisitorTokens(key: SecretBytes.random(32))
    }

    /// The second it is.
    var second: Int64 { seconds() }
    /// The minute it is.
    var now: UnixMinute { UnixMinute(seconds: second) }

    /// The answer to a request; `source` reads its body, if it comes to that.
    func answer(_ head: RequestHead, _ source: any BodySource) async throws(HTTPError) -> Response {
        guard let found = router.match(head.target, isForm: head.method == .post) else { return .notFound(in: words(for: head)) }
        let visit = Visit(
            site: self, place: found.place, query: head.target.query, cookies: Cookies(head.text(.cookie), on: host),
            words: words(for: head), isHead: head.method == .head, isFromElsewhere: head.text(.secFetchSite) == "cross-site",
            isFromOurPage: host.isOwn(origin: head.text(.origin), host: head.host), range: RangeRequest(head))
        return try await found.answer(visit, source)
    }

    /// The language in which whoever sent `head` is answered: the one that this browser chose, the one that it asks for, or English.
    private func words(for head: RequestHead?) -> any Words {
        let chosen = Cookies(head?.text(.cookie), on: host)[.language].flatMap { Language(rawValue: $0) }
        return (chosen ?? AcceptedLanguages.preferred(in: head?.text(.acceptLanguage)) ?? .fallback).words
    }
}

extension Site: HTTPResponder {
    var commonLines: HeaderLines { SecurityHeaders.lines }

    func isOurs(_ host: String) -> Bool { self.host.isNamed(host) }

    func respond(to head: RequestHead, body: RequestBody) async throws(HTTPError) -> Response {
        try await answer(head, body)
    }

    func refusal(_ status: Status, _ error: HTTPError, of head: RequestHead?) -> Response {
        .refused(status, error, in: words(for: head))
    }
}
