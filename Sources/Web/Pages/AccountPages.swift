/// The pages before a sign-in: log in and register. What was typed as the name is kept; passwords never are.
enum AccountPages {
    /// Log in.
    static func login(_ visitor: Visitor, username: String = "", problem: String? = nil, note: Note? = nil) -> [UInt8] {
        Layout.visitor("Log in", note: note) {
            Tag.h1("Log in")
            Layout.problemLine(problem)
            Tag.form(.post(.login)) {
                Layout.tokenField(visitor.token)
                nameField(username, hint: nil).input
                passwordField("password", "Password", hint: nil, autocomplete: "current-password").input
                Tag.button("Log in", .submit)
            }
            Tag.p(.class("aside")) {
                "No account here yet? "
                Tag.a("Register", .href(.register))
                ". Logged in already? "
                Tag.a("Continue", .href(.home))
                "."
            }
            Tag.p(dormancy(visitor), .class("aside"))
        }
    }

    /// Register.
    static func register(_ visitor: Visitor, username: String = "", problem: String? = nil) -> [UInt8] {
        Layout.visitor("Register") {
            Tag.h1("Register")
            Tag.p("A name and two passwords, nothing else: no e-mail, no phone.")
            Tag.p(dormancy(visitor))
            Layout.problemLine(problem)
            Tag.form(.post(.register)) {
                Layout.tokenField(visitor.token)
                nameField(username, hint: "3 to 32 characters: a–z, 0–9, dot, dash, underscore. Others find you by it.").input
                passwordField(
                    "password", "Password",
                    hint: ("password-hint", "At least 12 characters; four or five unrelated words are good. Nobody can reset it."),
                    autocomplete: "new-password"
                ).input
                passwordField(
                    "destruction_password", "Destruction password",
                    hint: (
                        "destruction-hint",
                        "Typed in the password’s place, it deletes the account at once and for good. It must differ from the password."
                    ),
                    autocomplete: "off"
                ).input
                Tag.button("Register", .submit)
            }
            Tag.p(.class("aside")) {
                "You have an account? "
                Tag.a("Log in", .href(.login))
                "."
            }
        }
    }

    private static func dormancy(_ visitor: Visitor) -> String {
        "An account without a log-in for \(ShownTime.days(visitor.dormancyDays)) is deleted, with all that is in it."
    }

    private static func nameField(_ value: String, hint: String?) -> Field {
        Field(
            name: "username", title: "Username", hint: hint.map { ("username-hint", $0) },
            attributes: [.type(.text), .value(value), .required, .maxLength(32), .autocomplete("username"), .plainTyping]
                + (value.isEmpty ? [.autofocus] : []))
    }

    private static func passwordField(
        _ name: StaticString, _ title: String, hint: (id: StaticString, words: String)?, autocomplete: StaticString
    ) -> Field {
        Field(
            name: name, title: title, hint: hint,
            attributes: [.type(.password), .required, .autocomplete(autocomplete)])
    }
}
