internal import Chat
internal import Crypto
internal import EventLoop

/// Registering, as far as the operator's policy lets people.
extension Site {
    func showRegister(_ visit: Visit) async -> Response {
        let (visitor, fields) = await visitor(visit)
        return Self.page(.ok, RegisterPage.page(visitor), fields)
    }

    func register(_ visit: Visit, _ form: Form) async -> Response {
        let name = form.line("username")
        let registration = Registration(
            username: name, password: SecretBytes(copying: form["password"] ?? []),
            destructionPassword: SecretBytes(copying: form["destruction_password"] ?? []),
            invite: form["invite"].map { SecretBytes(copying: $0) })
        do {
            try await chat.register(registration)
            return .seeOther(.login, fields: [visit.leaving(.registered)])
        } catch {
            let (visitor, fields) = await visitor(visit)
            let problem = RegisterPage.Problem(words: error.description, field: error.field)
            let page = RegisterPage.page(visitor, username: name, problem: problem)
            switch error {
            case .busy(let pause): return Self.page(.busy, page, fields + [Self.retry(after: pause)])
            case .storage: return Self.page(.internalError, page, fields)
            case .closed: return Self.page(.forbidden, page, fields)
            default: return Self.page(.unprocessable, page, fields)
            }
        }
    }
}
