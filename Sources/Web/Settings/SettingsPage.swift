/// What a member can change about their own account: one row for each page.
enum SettingsPage {
    /// A page below, as the list names it.
    enum Row: Sendable, CaseIterable {
        case language, password, destructionPassword, sessions, export, deleteAccount

        var place: SettingsPlace {
            switch self {
            case .language: .language
            case .password: .password
            case .destructionPassword: .destructionPassword
            case .sessions: .sessions
            case .export: .export
            case .deleteAccount: .deleteAccount
            }
        }
    }

    /// The page.
    static func page(viewer: Viewer, note: Note? = nil) -> [UInt8] {
        let words = viewer.words
        let title = words.name(of: .settings)
        return Layout.member(title, viewer: viewer, section: .settings, note: note) {
            Tag.h1(title)
            Tag.ul(.class("rows")) {
                for row in Row.allCases {
                    Tag.li {
                        Tag.a(.class("row"), .href(.settings(row.place))) {
                            Tag.span(words.name(of: row), .class("name"))
                            Tag.span(words.about(row), .class("hint"))
                        }
                    }
                }
            }
        }
    }

    /// A page below: its title, the way back, then what it is about.
    static func part(_ title: String, viewer: Viewer, note: Note? = nil, @HTMLBuilder content: () -> HTML) -> [UInt8] {
        Layout.member(title, viewer: viewer, section: .settings, note: note) {
            Tag.p(.class("aside")) { Tag.a(viewer.words.allSettings, .href(.settings(.index))) }
            Tag.h1(title)
            content()
        }
    }

    /// The field for the password in use: asked before everything grave.
    static func passwordField(title: String, isFirst: Bool = true, in words: any Words) -> HTML {
        Field(
            name: "password", title: title, hint: ("password-hint", words.currentPasswordHint),
            attributes: [.type(.password), .required, .autocomplete("current-password")] + (isFirst ? [.autofocus] : [])
        ).input
    }
}
