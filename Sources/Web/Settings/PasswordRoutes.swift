internal import Accounts
internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import HTTP

/// Another password, another destruction password.
enum PasswordRoutes {
    static let all: [Route] = [
        .page(Path("settings", "password"), .settings(.password)) { .page(.ok, PasswordPages.password(viewer: $0.viewer)) },
        .form(Path("settings", "password"), .settings(.password), changePassword),
        .page(Path("settings", "destruction-password"), .settings(.destructionPassword)) {
            .page(.ok, PasswordPages.destructionPassword(viewer: $0.viewer))
        },
        .form(Path("settings", "destruction-password"), .settings(.destructionPassword), changeDestructionPassword),
    ]

    @Loop private static func changePassword(_ form: Form, _ visit: MemberVisit) async -> Response {
        let change = PasswordChange.password(
            new: SecretBytes(copying: form["new_password"] ?? []),
            destructionPassword: SecretBytes(copying: form["destruction_password"] ?? []))
        return await perform(change, form, visit, done: .passwordChanged, again: PasswordPages.password)
    }

    @Loop private static func changeDestructionPassword(_ form: Form, _ visit: MemberVisit) async -> Response {
        let change = PasswordChange.destructionPassword(new: SecretBytes(copying: form["new_destruction_password"] ?? []))
        return await perform(change, form, visit, done: .destructionPasswordChanged, again: PasswordPages.destructionPassword)
    }

    @Loop private static func perform(
        _ change: PasswordChange, _ form: Form, _ visit: MemberVisit, done: Note, again: (Viewer, PasswordPages.Problem?) -> [UInt8]
    ) async -> Response {
        do {
            let password = SecretBytes(copying: form["password"] ?? [])
            let cookie = try await visit.chat.accounts.change(change, password: password, as: visit.member)
            return .seeOther(
                .settings(.index), fields: [.setCookie(.set(.signIn, cookie.exposedText(), on: visit.visit.host)), visit.leaving(done)])
        } catch {
            func page(_ status: Status, _ field: PasswordPages.FieldName?) -> Response {
                .page(status, again(visit.viewer, PasswordPages.Problem(words: visit.words.problem(error), field: field)))
            }
            switch error {
            case .confirmation(let failure): return visit.unconfirmed(failure) { again(visit.viewer, .init(words: $0, field: nil)) }
            case .unsuitable, .unchanged: return page(.unprocessable, .new)
            case .notTheDestructionPassword: return page(.unprocessable, .destruction)
            case .changedMeanwhile: return visit.leave(.passwordsChangedElsewhere)
            }
        }
    }
}
