/// Another password, another destruction password.
enum PasswordPages {
    /// The fields of both forms.
    enum FieldName: Sendable {
        case new, destruction
    }

    /// What went wrong, and with which field.
    struct Problem: Sendable {
        let words: String
        let field: FieldName?
    }

    /// Change the password.
    static func password(viewer: Viewer, problem: Problem? = nil) -> [UInt8] {
        SettingsPage.part("Change the password", viewer: viewer) {
            Tag.p("This logs you out in all other browsers; in this one you go on.")
            Layout.problemLine(problem?.words)
            Tag.form(.post(.settings(.password)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField(title: "Password until now", isFirst: problem == nil)
                newField(
                    "new_password", "New password", "At least 12 characters; four or five unrelated words are good. Nobody can reset it.",
                    problem)
                Field(
                    name: "destruction_password", title: "Destruction password",
                    hint: (
                        "destruction-hint",
                        "It stays as it is. It is asked for because both are sealed anew; in this field it deletes nothing."
                    ),
                    isWrong: problem?.field == .destruction,
                    attributes: [.type(.password), .required, .autocomplete("off")] + (problem?.field == .destruction ? [.autofocus] : [])
                ).input
                Tag.button("Change the password", .submit)
            }
            Tag.p(.class("aside")) {
                "You have forgotten the destruction password? "
                Tag.a("Choose a new one", .href(.settings(.destructionPassword)))
                " first."
            }
        }
    }

    /// Change the destruction password.
    static func destructionPassword(viewer: Viewer, problem: Problem? = nil) -> [UInt8] {
        SettingsPage.part("Change the destruction password", viewer: viewer) {
            Tag.p(
                "Typed in the password’s place, it deletes the account at once and for good. The one you had until now deletes nothing any more."
            )
            Tag.p("This logs you out in all other browsers; in this one you go on.")
            Layout.problemLine(problem?.words)
            Tag.form(.post(.settings(.destructionPassword)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField(isFirst: problem == nil)
                newField(
                    "new_destruction_password", "New destruction password", "At least 12 characters. It must differ from the password.",
                    problem)
                Tag.button("Change the destruction password", .submit)
            }
        }
    }

    private static func newField(_ name: StaticString, _ title: String, _ hint: String, _ problem: Problem?) -> HTML {
        Field(
            name: name, title: title, hint: ("new-hint", hint), isWrong: problem?.field == .new,
            attributes: [.type(.password), .required, .autocomplete("new-password")] + (problem?.field == .new ? [.autofocus] : [])
        ).input
    }
}
