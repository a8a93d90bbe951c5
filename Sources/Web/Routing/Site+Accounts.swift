internal import Chat
internal import Crypto
internal import EventLoop

/// Logging in and out.
extension Site {
    func showLogin(_ visit: Visit) async -> Response {
        if let cookie = visit.cookies[.signIn].flatMap({ SignInCookie(text: $0) }), await chat.member(for: cookie) != nil {
            return .seeOther(.home)
        }
        let (visitor, fields) = await visitor(visit)
        return Self.page(.ok, AccountPages.login(visitor, note: visit.note), fields + visit.noteShown)
    }

    /// A form of a visitor without its token, as a rule from a page that is older than this run of the node: shown again, ready to send.
    func foreignVisitor(_ visit: Visit, _ form: Form) async -> Response {
        let (visitor, fields) = await visitor(visit)
        let words = "this page was too old, or cookies are off: please try again"
        let name = form.line("username")
        let page =
            visit.place == .login
            ? AccountPages.login(visitor, username: name, problem: words)
            : RegisterPage.page(visitor, username: name, problem: RegisterPage.Problem(words: words))
        return Self.page(.forbidden, page, fields)
    }

    func logIn(_ visit: Visit, _ form: Form) async -> Response {
        let name = form.line("username")
        do {
            let cookie = try await chat.signIn(name: name, password: SecretBytes(copying: form["password"] ?? []))
            // What the browser held before ends: nobody else goes on with it.
            if let old = visit.cookies[.signIn].flatMap({ SignInCookie(text: $0) }) { await chat.signOut(old) }
            return .seeOther(.home, fields: [.setCookie(.set(.signIn, cookie.exposedText(), on: host))])
        } catch {
            let (visitor, fields) = await visitor(visit)
            let page = AccountPages.login(visitor, username: name, problem: error.description)
            switch error {
            case .refused: return Self.page(.forbidden, page, fields)
            case .busy(let pause): return Self.page(.busy, page, fields + [Self.retry(after: pause)])
            case .storage: return Self.page(.internalError, page, fields)
            }
        }
    }

    func logOut(_ visit: Visit, _ seat: Seat) async -> Response {
        await chat.signOut(seat.cookie)
        return .seeOther(.login, fields: [.setCookie(.remove(.signIn, on: host)), visit.leaving(.signedOut)])
    }

    /// What pages need to know of this visitor, and the header that ties their token to the browser when that is not done yet.
    func visitor(_ visit: Visit) async -> (visitor: Visitor, fields: [ResponseField]) {
        let settings = await chat.settings
        func visitor(_ cookie: String) -> Visitor {
            Visitor(token: visitorTokens.token(for: cookie), dormancyDays: settings.dormancyDays, registration: settings.registration)
        }
        if let cookie = visit.cookies[.visitor], VisitorTokens.isCookie(cookie) { return (visitor(cookie), []) }
        let cookie = VisitorTokens.freshCookie()
        return (visitor(cookie), [.setCookie(.set(.visitor, cookie, on: host))])
    }
}
