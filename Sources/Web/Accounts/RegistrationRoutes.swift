internal import Accounts
internal import Chat
internal import Crypto
internal import EventLoop
internal import HTTP

/// Registering, as far as the operator's policy lets people.
enum RegistrationRoutes {
    static let all: [Route] = [
        .openPage(Path("register"), .register, show),
        .visitorForm(Path("register"), .register, foreign: showAgain, register),
    ]

    @Loop private static func show(_ visit: Visit) async -> Response {
        let (visitor, fields) = await visit.visitor()
        return .page(.ok, RegisterPage.page(visitor), fields)
    }

    /// A form without its token: shown again, ready to send.
    @Loop private static func showAgain(_ form: Form, _ visit: Visit) async -> Response {
        let (visitor, fields) = await visit.visitor()
        let page = RegisterPage.page(
            visitor, username: form.line("username"), problem: RegisterPage.Problem(words: visit.words.pageTooOld))
        return .page(.forbidden, page, fields)
    }

    @Loop private static func register(_ form: Form, _ visit: Visit) async -> Response {
        let name = form.line("username")
        let registration = Registration(
            username: name, password: SecretBytes(copying: form["password"] ?? []),
            destructionPassword: SecretBytes(copying: form["destruction_password"] ?? []),
            invite: form["invite"].map { SecretBytes(copying: $0) })
        do {
            try await visit.site.chat.accounts.register(registration)
            return .seeOther(.login, fields: [visit.leaving(.registered)])
        } catch {
            let (visitor, fields) = await visit.visitor()
            let problem = RegisterPage.Problem(words: visit.words.problem(error), field: error.field)
            let page = RegisterPage.page(visitor, username: name, problem: problem)
            switch error {
            case .busy(let pause): return .page(.busy, page, fields + [.retry(after: pause)])
            case .storage: return .page(.internalError, page, fields)
            case .closed: return .page(.forbidden, page, fields)
            default: return .page(.unprocessable, page, fields)
            }
        }
    }
}
