internal import Accounts

/// Register: every rule is said beforehand, and a refusal says which field it is about. The name that was typed is kept; passwords and invite
/// codes are not sent back.
enum RegisterPage {
    /// What went wrong, and with which field.
    struct Problem: Sendable {
        let words: String
        var field: RegistrationError.Field?
    }

    /// The page, as the node's policy has it.
    static func page(_ visitor: Visitor, username: String = "", problem: Problem? = nil) -> [UInt8] {
        visitor.registration == .closed ? closed(visitor) : form(visitor, username, problem)
    }

    /// For everybody while nobody may register.
    private static func closed(_ visitor: Visitor) -> [UInt8] {
        let words = visitor.words
        return Layout.visitor(words.registrationClosed, in: words) {
            Tag.h1(words.registrationClosed)
            Tag.p(words.noNewMembers)
            Tag.p(.class("aside")) { words.toLogIn(Link(.login)) }
        }
    }

    private static func form(_ visitor: Visitor, _ username: String, _ problem: Problem?) -> [UInt8] {
        let words = visitor.words
        return Layout.visitor(words.register, in: words, languages: LanguageChoice.form(visitor, on: .register)) {
            Tag.h1(words.register)
            Tag.p(visitor.registration == .invite ? words.registerByInvite : words.registerFreely)
            Tag.p(words.dormancy(days: visitor.dormancyDays))
            if problem?.field == nil { Layout.problemLine(problem?.words) }
            if problem != nil { Tag.p(words.typePasswordsAgain, .class("hint")) }
            Tag.form(.post(.register)) {
                Layout.formFields(visitor.token)
                for field in fields(visitor, username, problem) { field.input }
                Tag.button(words.register, .submit)
            }
            Tag.p(.class("aside")) { words.haveAccount(Link(.login)) }
        }
    }

    private static func fields(_ visitor: Visitor, _ username: String, _ problem: Problem?) -> [Field] {
        let words = visitor.words
        let isByInvite = visitor.registration == .invite
        // The cursor waits where something is to be done: at what was wrong, otherwise at what is empty first.
        let first = problem?.field ?? (isByInvite ? .invite : username.isEmpty ? .username : .password)
        func field(
            _ which: RegistrationError.Field, _ name: StaticString, _ title: String, _ hint: (id: StaticString, words: String),
            _ attributes: [Attribute]
        ) -> Field {
            Field(
                name: name, title: title, hint: hint, problem: problem?.field == which ? problem?.words : nil,
                attributes: attributes + [.required] + (which == first ? [.autofocus] : []))
        }
        let fields = [
            field(
                .username, "username", words.username, ("username-hint", words.usernameHint),
                [.type(.text), .value(username), .maxLength(32), .autocomplete("username"), .plainTyping]),
            field(
                .password, "password", words.password, ("password-hint", words.passwordHint),
                [.type(.password), .autocomplete("new-password")]),
            field(
                .destructionPassword, "destruction_password", words.destructionPassword,
                ("destruction-hint", words.destructionPasswordHint), [.type(.password), .autocomplete("off")]),
        ]
        guard isByInvite else { return fields }
        return [
            field(
                .invite, "invite", words.inviteCode, ("invite-hint", words.inviteHint),
                [.type(.text), .maxLength(64), .autocomplete("off"), .plainTyping])
        ] + fields
    }
}
