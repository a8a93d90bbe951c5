internal import Chat
internal import Crypto
internal import EventLoop

/// The pages, as answers to requests: checks who asks, reads the form, asks the domain, shows a page.
@Loop final class Site {
    let chat: Chat
    let host: WebHost
    let livePages: LivePages
    let liveLimits: LivePage.Limits
    let visitorTokens: VisitorTokens
    let exportTickets = ExportTickets()
    private let seconds: @Sendable () -> Int64

    init(chat: Chat, host: WebHost, seconds: @escaping @Sendable () -> Int64, livePages: LivePages, liveLimits: LivePage.Limits) {
        self.chat = chat
        self.host = host
        self.seconds = seconds
        self.livePages = livePages
        self.liveLimits = liveLimits
        visitorTokens = VisitorTokens(key: SecretBytes.random(32))
    }

    /// The second it is.
    var second: Int64 { seconds() }
    /// The minute it is.
    var now: UnixMinute { UnixMinute(seconds: second) }
}

extension Site: HTTPResponder {
    func isOurs(_ host: String) -> Bool { self.host.isNamed(host) }

    func respond(to head: RequestHead, body: RequestBody) async throws(HTTPError) -> Response {
        let cookies = Cookies(head.text(.cookie), on: host)
        guard let place = Place(head.target) else { return Self.notFound }
        switch head.method {
        case .get, .head:
            return await show(
                Visit(
                    place: place, query: head.target.query, cookies: cookies, host: host, isHead: head.method == .head,
                    isFromElsewhere: head.text(.secFetchSite) == "cross-site"))
        case .post:
            // Before a byte of the body: a page elsewhere must not even make us read.
            guard host.isOwn(origin: head.text(.origin), host: head.host) else { return Self.foreignForm }
            guard let limits = place.formLimits else { return Self.notFound }
            let visit = Visit(place: place, query: nil, cookies: cookies, host: host)
            return await submit(visit, try await FormReader.read(head, body, limits: limits))
        }
    }

    func refusal(_ status: Status, _ error: HTTPError) -> Response {
        Response(status, fields: [.html], body: .whole(ProblemPage.page("Refused", error.description)))
    }

    /// Missing and forbidden are one page.
    static let notFound = Response(.notFound, fields: [.html], body: .whole(ProblemPage.notFound))
    static let foreignForm = Response(.forbidden, fields: [.html], body: .whole(ProblemPage.foreignForm))
}

// MARK: - Who asks, and for what

extension Site {
    /// A GET.
    private func show(_ visit: Visit) async -> Response {
        switch visit.place {
        case .stylesheet: return stylesheet(visit)
        case .login: return await showLogin(visit)
        case .register: return await showRegister(visit)
        case .logout, .sendRequest, .acceptRequest, .denyRequest, .undoDenial, .messages: return Self.notFound
        case .home, .people, .requests, .settings, .chat, .stream, .composer: break
        }
        guard let seat = await seat(of: visit) else { return signedOut(visit) }
        switch visit.place {
        case .home: return await showHome(visit, seat)
        case .people: return await showPeople(visit, seat)
        case .requests: return await showRequests(visit, seat)
        case .settings(let place): return await showSettings(place, visit, seat)
        case .chat(let id): return await showChat(id, visit, seat)
        case .stream(let id, let view): return await showStream(id, view, seat)
        case .composer(let id, let view): return await showComposer(id, view, seat)
        default: return Self.notFound
        }
    }

    /// A POST whose origin was ours.
    private func submit(_ visit: Visit, _ form: Form) async -> Response {
        switch visit.place {
        case .login, .register:
            guard let cookie = visit.cookies[.visitor], visitorTokens.isToken(form["token"] ?? [], for: cookie) else {
                return await foreignVisitor(visit, form)
            }
            return visit.place == .login ? await logIn(visit, form) : await register(visit, form)
        default: break
        }
        guard let seat = await seat(of: visit) else {
            if case .messages = visit.place { return Self.page(.forbidden, ComposerPage.signedOut(text: form.text("text"))) }
            return signedOut(visit)
        }
        guard seat.cookie.isFormToken(form.text("token")) else { return tooOld(visit, form, seat) }
        switch visit.place {
        case .logout: return await logOut(visit, seat)
        case .sendRequest: return await sendRequest(form, visit, seat)
        case .acceptRequest(let id): return await acceptRequest(id, visit, seat)
        case .denyRequest(let id): return await denyRequest(id, visit, seat)
        case .undoDenial(let id): return await undoDenial(id, visit, seat)
        case .messages(let id): return await sendMessage(form, in: id, seat)
        case .settings(let place): return await submitSettings(place, form, visit, seat)
        default: return Self.notFound
        }
    }

    /// The member who asks; nil when nobody is signed in (any more).
    private func seat(of visit: Visit) async -> Seat? {
        guard let cookie = visit.cookies[.signIn].flatMap({ SignInCookie(text: $0) }),
            let member = await chat.member(for: cookie, isActivity: visit.place.isActivity)
        else { return nil }
        return Seat(cookie: cookie, member: member)
    }

    /// A form of ours with the token of another sign-in: what was written comes back, ready to send.
    private func tooOld(_ visit: Visit, _ form: Form, _ seat: Seat) -> Response {
        guard case .messages(let id) = visit.place else { return Self.foreignForm }
        let page = ComposerPage.page(
            in: id, view: ComposerView(word: form.text("lines")), token: seat.cookie.formToken(), text: form.text("text"),
            problem: "this page was too old: please send it again")
        return Self.page(.forbidden, page)
    }

    /// Where people go who are not signed in. A frame shows a link instead: the whole window has to go there.
    private func signedOut(_ visit: Visit) -> Response {
        switch visit.place {
        case .stream, .composer: Self.page(.forbidden, ComposerPage.signedOut(text: ""))
        // The cookie of a sign-in may be there and was held back. (A POST from elsewhere was refused before.)
        case _ where visit.isFromElsewhere && visit.cookies[.signIn] == nil: Self.page(.ok, ArrivalPage.page(to: visit.place))
        default: .seeOther(.login)
        }
    }
}
