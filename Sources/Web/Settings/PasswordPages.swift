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
        let words = viewer.words
        return SettingsPage.part(words.changePassword, viewer: viewer) {
            Tag.p(words.logsOutElsewhere)
            Layout.problemLine(problem?.words)
            Tag.form(.post(.settings(.password)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField(title: words.currentPassword, isFirst: problem == nil, in: words)
                newField("new_password", words.newPassword, words.newPasswordHint, problem)
                Field(
                    name: "destruction_password", title: words.destructionPassword,
                    hint: ("destruction-hint", words.stayingDestructionPasswordHint), isWrong: problem?.field == .destruction,
                    attributes: [.type(.password), .required, .autocomplete("off")] + (problem?.field == .destruction ? [.autofocus] : [])
                ).input
                Tag.button(words.changePassword, .submit)
            }
            Tag.p(.class("aside")) { words.forgottenDestructionPassword(Link(.settings(.destructionPassword))) }
        }
    }

    /// Change the destruction password.
    static func destructionPassword(viewer: Viewer, problem: Problem? = nil) -> [UInt8] {
        let words = viewer.words
        return SettingsPage.part(words.changeDestructionPassword, viewer: viewer) {
            Tag.p(words.whatDestructionPasswordDoes)
            Tag.p(words.logsOutElsewhere)
            Layout.problemLine(problem?.words)
            Tag.form(.post(.settings(.destructionPassword)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField(title: words.password, isFirst: problem == nil, in: words)
                newField("new_destruction_password", words.newDestructionPassword, words.newDestructionPasswordHint, problem)
                Tag.button(words.changeDestructionPassword, .submit)
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
