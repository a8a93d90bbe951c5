internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP

/// A request that has a place: where to, by which front, and which of our cookies came with it.
struct Visit: Sendable {
    /// What all handlers work with.
    let site: Site
    /// The page.
    let place: Place
    /// Behind the question mark, undecoded.
    let query: String?
    /// Ours only.
    let cookies: Cookies
    /// The language of whoever asks, as far as the browser tells it.
    let words: any Words
    /// Whether the headers alone are asked for.
    var isHead = false
    /// Whether the browser says that a page of another site sent it here.
    var isFromElsewhere = false
    /// Whether the browser says that a page of this very front sent it here.
    var isFromOurPage = false
    /// Which part of what it asks for.
    var range = RangeRequest.whole

    /// The front it came to.
    var host: WebHost { site.host }

    /// What the page says once, when the last form left a note.
    var note: Note? { cookies[.note].flatMap { Note(rawValue: $0) } }

    /// Headers of a page that showed ``note``: it is shown once.
    var noteShown: [ResponseField] { cookies[.note] == nil ? [] : [.setCookie(.remove(.note, on: host))] }

    /// The header that leaves `note` for the next page.
    func leaving(_ note: Note) -> ResponseField { .setCookie(.set(.note, note.rawValue, on: host)) }
}

// MARK: - Who asks

extension Visit {
    /// What the browser holds of a sign-in, whether that goes on or not.
    var signIn: SignInCookie? { cookies[.signIn].flatMap { SignInCookie(text: $0) } }

    /// The visit of the member who asks; nil when nobody is signed in (any more).
    @Loop func member(isActivity: Bool) async -> MemberVisit? {
        guard let cookie = signIn, let member = await site.chat.member(for: cookie, isActivity: isActivity) else { return nil }
        return MemberVisit(visit: self, seat: Seat(cookie: cookie, member: member))
    }

    /// Whether `form` carries the token of this visitor's cookie.
    @Loop func holdsVisitorToken(_ form: Form) -> Bool {
        cookies[.visitor].map { site.visitorTokens.isToken(form["token"] ?? [], for: $0) } ?? false
    }

    /// Where people go who are not signed in.
    var signedOut: Response {
        // The cookie of a sign-in may be there and was held back. (A POST from elsewhere was refused before.)
        isFromElsewhere && cookies[.signIn] == nil ? .page(.ok, ArrivalPage.page(to: place, in: words)) : .seeOther(.login)
    }
}

/// A visit of somebody who is signed in.
struct MemberVisit: Sendable {
    let visit: Visit
    let seat: Seat

    init(visit: Visit, seat: Seat) {
        self.visit = visit
        self.seat = seat
        words = Language(chosen: seat.member.settings.language)?.words ?? visit.words
    }

    /// Who it is.
    var member: Member { seat.member }
    /// Names the sign-in.
    var signIn: SignInID { seat.member.signIn }
    /// The language of the member: the one they chose, or what the browser tells.
    let words: any Words
    /// What they chose under Settings; nil while the browser decides.
    var chosenLanguage: Language? { Language(chosen: member.settings.language) }
    /// What pages need to know of it.
    var viewer: Viewer {
        Viewer(address: member.address, vanishesOn: member.vanishesOn, token: seat.cookie.formToken(), words: words)
    }
    /// A refusal on a page of its own.
    func problem(_ error: ChatError) -> Response { .problem(error, in: words) }
    /// Whether `form` carries the token of this sign-in.
    func holdsToken(_ form: Form) -> Bool { seat.cookie.isFormToken(form.text("token")) }
    /// The domain.
    var chat: Chat { visit.site.chat }
    /// The minute it is.
    @Loop var now: UnixMinute { visit.site.now }
    /// What the page says once.
    var note: Note? { visit.note }
    /// Headers of a page that showed ``note``.
    var noteShown: [ResponseField] { visit.noteShown }
    /// The header that leaves `note` for the next page.
    func leaving(_ note: Note) -> ResponseField { visit.leaving(note) }
}
