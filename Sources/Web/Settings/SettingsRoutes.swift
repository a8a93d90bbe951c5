internal import Accounts
internal import Chat
internal import Crypto
internal import EventLoop
internal import HTTP

/// A member's own account: passwords, sessions, export, the end.
enum SettingsRoutes {
    static let all: [Route] =
        LanguageRoutes.all + PasswordRoutes.all + SessionRoutes.all + ExportRoutes.all + [
            .page(Path("settings"), .settings(.index), show),
            .page(Path("settings", "delete"), .settings(.deleteAccount), showDeletion),
            .form(Path("settings", "delete"), .settings(.deleteAccount), deleteAccount),
        ]

    @Loop private static func show(_ visit: MemberVisit) -> Response {
        .page(.ok, SettingsPage.page(viewer: visit.viewer, note: visit.note), visit.noteShown)
    }

    @Loop private static func showDeletion(_ visit: MemberVisit) -> Response { .page(.ok, DeleteAccountPage.page(viewer: visit.viewer)) }

    @Loop private static func deleteAccount(_ form: Form, _ visit: MemberVisit) async -> Response {
        do { try await visit.chat.accounts.deleteAccount(of: visit.member, password: SecretBytes(copying: form["password"] ?? [])) } catch {
            return visit.unconfirmed(error) { DeleteAccountPage.page(viewer: visit.viewer, problem: $0) }
        }
        return visit.leave(.accountDeleted)
    }
}

extension MemberVisit {
    /// A password that was not taken: refused ends in being logged out, all else shows the form again.
    @Loop func unconfirmed(_ error: ConfirmationError, again: (String) -> [UInt8]) -> Response {
        switch error {
        case .refused: leave(.passwordWrong)
        case .busy(let pause): .page(.busy, again(words.problem(error)), [.retry(after: pause)])
        case .storage: .page(.internalError, again(words.problem(error)))
        }
    }
}
