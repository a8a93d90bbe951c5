internal import EventLoop
internal import HTTP

/// The language of somebody who is not signed in: a choice below the log-in and registration, kept in a session cookie.
enum LanguageChoice {
    static let all: [Route] = [
        .visitorForm(Path("language"), .language, foreign: AccountRoutes.showAgain, choose)
    ]

    /// The pages that offer the choice, and come back in the other language.
    enum Page: String, Sendable {
        case login, register

        var place: Place {
            switch self {
            case .login: .login
            case .register: .register
            }
        }
    }

    /// The other languages, each by its own name.
    static func form(_ visitor: Visitor, on page: Page) -> HTML {
        Tag.form(.post(.language), .class("languages"), .label(visitor.words.languages)) {
            Layout.formFields(visitor.token)
            Tag.input(.type(.hidden), .name("page"), .value(page.rawValue))
            for language in Language.allCases where language != visitor.words.language {
                Tag.button(
                    language.ownName, .submit, .class("quiet"), .name("language"), .value(language.rawValue), .lang(language))
            }
        }
    }

    /// Remembers the language. A word that means none changes nothing.
    @Loop private static func choose(_ form: Form, _ visit: Visit) async -> Response {
        let place = (Page(rawValue: form.line("page")) ?? .login).place
        guard let language = Language(rawValue: form.line("language")) else { return .seeOther(place) }
        return .seeOther(place, fields: [visit.remembering(language)])
    }
}

extension Visit {
    /// The language that this browser chose.
    var chosenLanguage: Language? { cookies[.language].flatMap { Language(rawValue: $0) } }

    /// The header by which the browser keeps `language` for pages without a sign-in, or forgets the one it has.
    func remembering(_ language: Language?) -> ResponseField {
        .setCookie(language.map { .set(.language, $0.rawValue, on: host) } ?? .remove(.language, on: host))
    }
}
