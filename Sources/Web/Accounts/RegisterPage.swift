internal import Accounts
internal import Chat
internal import Domain
internal import Mail

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
        visitor.registration == .closed ? closed : form(visitor, username, problem)
    }

    /// For everybody while nobody may register.
    private static var closed: [UInt8] {
        Layout.visitor("Registration is closed") {
            Tag.h1("Registration is closed")
            Tag.p("This node takes no new members. Its operator decides that, and can change it.")
            Tag.p(.class("aside")) { logIn }
        }
    }

    private static func form(_ visitor: Visitor, _ username: String, _ problem: Problem?) -> [UInt8] {
        Layout.visitor("Register") {
            Tag.h1("Register")
            Tag.p(
                visitor.registration == .invite
                    ? "This node takes members by invite: you need a code from its operator, a name and two passwords. No e-mail, no phone."
                    : "A name and two passwords, nothing else: no e-mail, no phone.")
            Tag.p(AccountPages.dormancy(visitor))
            if problem?.field == nil { Layout.problemLine(problem?.words) }
            if problem != nil { Tag.p("Passwords and codes are never sent back to a browser: please type them again.", .class("hint")) }
            Tag.form(.post(.register)) {
                Layout.formFields(visitor.token)
                for field in fields(visitor.registration, username, problem) { field.input }
                Tag.button("Register", .submit)
            }
            Tag.p(.class("aside")) {
                "You have an account? "
                logIn
            }
        }
    }

    private static var logIn: HTML { HTML([Tag.a("Log in", .href(.login)), HTML(".")]) }

    private static func fields(_ policy: RegistrationPolicy, _ username: String, _ problem: Problem?) -> [Field] {
        // The cursor waits where something is to be done: at what was wrong, otherwise at what is empty first.
        let first = problem?.field ?? (policy == .invite ? .invite : username.isEmpty ? .username : .password)
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
                .username, "username", "Username",
                (
                    "username-hint",
                    "3 to 32 characters: letters a to z, digits, dot, dash, underscore; capitals count as small. Others find you by it, so a name "
                        + "that looks like another member’s is refused."
                ),
                [.type(.text), .value(username), .maxLength(32), .autocomplete("username"), .plainTyping]),
            field(
                .password, "password", "Password",
                (
                    "password-hint",
                    "At least 12 characters, without your username in it. Common words, keyboard rows, repetitions and dates count for little: "
                        + "four or five unrelated words are good. Nobody can reset it."
                ),
                [.type(.password), .autocomplete("new-password")]),
            field(
                .destructionPassword, "destruction_password", "Destruction password",
                (
                    "destruction-hint",
                    "Typed in the password’s place, it deletes the account at once and for good. The same rules hold, and it must differ from the "
                        + "password so much that no slip of the finger types it."
                ),
                [.type(.password), .autocomplete("off")]),
        ]
        guard policy == .invite else { return fields }
        return [
            field(
                .invite, "invite", "Invite code",
                ("invite-hint", "16 letters and digits in four groups. It works once. Capitals, spaces and dashes don’t matter."),
                [.type(.text), .maxLength(64), .autocomplete("off"), .plainTyping])
        ] + fields
    }
}
