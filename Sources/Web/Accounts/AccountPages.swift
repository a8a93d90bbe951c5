internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// The page before a sign-in. What was typed as the name is kept; passwords never are.
enum AccountPages {
    /// Log in.
    static func login(_ visitor: Visitor, username: String = "", problem: String? = nil, note: Note? = nil) -> [UInt8] {
        Layout.visitor("Log in", note: note) {
            Tag.h1("Log in")
            Layout.problemLine(problem)
            Tag.form(.post(.login)) {
                Layout.formFields(visitor.token)
                nameField(username).input
                Field(
                    name: "password", title: "Password", attributes: [.type(.password), .required, .autocomplete("current-password")]
                ).input
                Tag.button("Log in", .submit)
            }
            Tag.p(.class("aside")) {
                switch visitor.registration {
                case .open:
                    "No account here yet? "
                    Tag.a("Register", .href(.register))
                    ". "
                case .invite:
                    "You have an invite code? "
                    Tag.a("Register", .href(.register))
                    ". "
                case .closed: HTML.empty
                }
                "Logged in already? "
                Tag.a("Continue", .href(.home))
                "."
            }
            Tag.p(dormancy(visitor), .class("aside"))
        }
    }

    /// What becomes of accounts that nobody logs in to: said before anybody has one.
    static func dormancy(_ visitor: Visitor) -> String {
        "An account without a log-in for \(ShownTime.days(visitor.dormancyDays)) is deleted, with all that is in it."
    }

    private static func nameField(_ value: String) -> Field {
        Field(
            name: "username", title: "Username",
            attributes: [.type(.text), .value(value), .required, .maxLength(32), .autocomplete("username"), .plainTyping]
                + (value.isEmpty ? [.autofocus] : []))
    }
}
