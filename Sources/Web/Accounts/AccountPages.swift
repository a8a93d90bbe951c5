internal import Accounts

/// The page before a sign-in. What was typed as the name is kept; passwords never are.
enum AccountPages {
    /// Log in.
    ///
    /// - Parameter hint: what is said, more quietly, below the problem.
    static func login(
        _ visitor: Visitor, username: String = "", problem: String? = nil, hint: String? = nil, note: Note? = nil
    ) -> [UInt8] {
        let words = visitor.words
        return Layout.visitor(words.logIn, in: words, note: note, languages: LanguageChoice.form(visitor, on: .login)) {
            Tag.h1(words.logIn)
            Layout.problemLine(problem)
            if let hint { Tag.p(hint, .class("hint")) }
            Tag.form(.post(.login)) {
                Layout.formFields(visitor.token)
                nameField(username, in: words).input
                Field(
                    name: "password", title: words.password, attributes: [.type(.password), .required, .autocomplete("current-password")]
                ).input
                Tag.button(words.logIn, .submit)
            }
            Tag.p(.class("aside")) {
                switch visitor.registration {
                case .open: words.noAccountYet(Link(.register))
                case .invite: words.haveInvite(Link(.register))
                case .closed: HTML.empty
                }
                " "
                words.loggedInAlready(Link(.home))
            }
            Tag.p(words.dormancy(days: visitor.dormancyDays), .class("aside"))
        }
    }

    private static func nameField(_ value: String, in words: any Words) -> Field {
        Field(
            name: "username", title: words.username,
            attributes: [.type(.text), .value(value), .required, .maxLength(32), .autocomplete("username"), .plainTyping]
                + (value.isEmpty ? [.autofocus] : []))
    }
}
