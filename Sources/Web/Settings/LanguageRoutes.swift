internal import Accounts
internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP

/// The language of a member's pages.
enum LanguageRoutes {
    static let all: [Route] = [
        .page(Path("settings", "language"), .settings(.language), show),
        .form(Path("settings", "language"), .settings(.language), choose),
    ]

    @Loop private static func show(_ visit: MemberVisit) -> Response {
        .page(.ok, LanguagePage.page(chosen: visit.chosenLanguage, viewer: visit.viewer))
    }

    /// An empty word, and one that means no language, leave it to the browser. The browser keeps it too: for the pages behind the log-out.
    @Loop private static func choose(_ form: Form, _ visit: MemberVisit) async -> Response {
        let language = Language(rawValue: form.line("language"))
        do {
            try await visit.chat.accounts.setLanguage(language?.tag, of: visit.member)
        } catch .signedOut {
            return .seeOther(.login)
        } catch {
            let page = LanguagePage.page(chosen: visit.chosenLanguage, viewer: visit.viewer, problem: visit.words.problem(error))
            return .page(Status(error), page)
        }
        return .seeOther(.settings(.index), fields: [visit.visit.remembering(language), visit.leaving(.languageChosen)])
    }
}
