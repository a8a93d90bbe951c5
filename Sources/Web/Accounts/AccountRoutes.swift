internal import Accounts
internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import HTTP

/// Logging in and out.
enum AccountRoutes {
    static let all: [Route] = [
        .openPage(Path("login"), .login, show),
        .visitorForm(Path("login"), .login, foreign: showAgain, logIn),
        // Who is logged out already gets the same answer: the second click too.
        .form(Path("logout"), .logout, signedOut: { _, visit in visit.leave(.signedOut) }, logOut),
    ]

    @Loop private static func show(_ visit: Visit) async -> Response {
        if let cookie = visit.signIn, await visit.site.chat.member(for: cookie) != nil { return .seeOther(.home) }
        let (visitor, fields) = await visit.visitor()
        return .page(.ok, AccountPages.login(visitor, note: visit.note), fields + visit.noteShown)
    }

    /// A form without its token: shown again, ready to send.
    @Loop static func showAgain(_ form: Form, _ visit: Visit) async -> Response {
        let (visitor, fields) = await visit.visitor()
        let page = AccountPages.login(visitor, username: form.line("username"), problem: visit.words.pageTooOld)
        return .page(.forbidden, page, fields)
    }

    @Loop private static func logIn(_ form: Form, _ visit: Visit) async -> Response {
        let chat = visit.site.chat
        let name = form.line("username")
        do {
            let cookie = try await chat.accounts.signIn(name: name, password: SecretBytes(copying: form["password"] ?? []))
            // What the browser held before ends: nobody else goes on with it.
            if let old = visit.signIn { chat.accounts.signOut(old) }
            return .seeOther(.home, fields: [.setCookie(.set(.signIn, cookie.exposedText(), on: visit.host))])
        } catch {
            let (visitor, fields) = await visit.visitor()
            let words = visit.words
            let page = AccountPages.login(
                visitor, username: name, problem: words.problem(error), hint: error == .refused ? words.refusedAgain : nil)
            switch error {
            case .refused: return .page(.forbidden, page, fields)
            case .busy(let pause): return .page(.busy, page, fields + [.retry(after: pause)])
            case .storage: return .page(.internalError, page, fields)
            }
        }
    }

    @Loop private static func logOut(_ form: Form, _ visit: MemberVisit) async -> Response {
        visit.chat.accounts.signOut(visit.seat.cookie)
        return visit.leave(.signedOut)
    }
}

extension Visit {
    /// What pages need to know of this visitor, and the header that ties their token to the browser when that is not done yet.
    @Loop func visitor() async -> (visitor: Visitor, fields: [ResponseField]) {
        let settings = await site.chat.accounts.settings
        func visitor(_ cookie: String) -> Visitor {
            Visitor(
                token: site.visitorTokens.token(for: cookie), dormancyDays: settings.dormancyDays, registration: settings.registration,
                words: words)
        }
        if let cookie = cookies[.visitor], VisitorTokens.isCookie(cookie) { return (visitor(cookie), []) }
        let cookie = VisitorTokens.freshCookie()
        return (visitor(cookie), [.setCookie(.set(.visitor, cookie, on: host))])
    }
}

extension Visit {
    /// To the log-in page, without the cookie of a sign-in that has ended.
    func leave(_ note: Note) -> Response { .seeOther(.login, fields: [.setCookie(.remove(.signIn, on: host)), leaving(note)]) }
}

extension MemberVisit {
    /// The same, with what the member reads there in the language that they chose.
    func leave(_ note: Note) -> Response {
        guard let chosenLanguage, chosenLanguage != visit.chosenLanguage else { return visit.leave(note) }
        let fields = [.setCookie(.remove(.signIn, on: visit.host)), leaving(note), visit.remembering(chosenLanguage)]
        return .seeOther(.login, fields: fields)
    }
}
