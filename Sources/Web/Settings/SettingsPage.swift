/// What a member can change about their own account: one row for each page.
enum SettingsPage {
    private static let rows: [(place: SettingsPlace, title: String, words: String)] = [
        (.password, "Password", "Change what you log in with"),
        (.destructionPassword, "Destruction password", "Change what deletes the account at once"),
        (.sessions, "Sessions", "See where you are logged in, and log out there"),
        (.export, "Export my data", "Take contacts and conversations along as plain texts"),
        (.deleteAccount, "Delete my account", "At once and for good"),
    ]

    /// The page.
    static func page(viewer: Viewer, note: Note? = nil) -> [UInt8] {
        Layout.member("Settings", viewer: viewer, section: .settings, note: note) {
            Tag.h1("Settings")
            Tag.ul(.class("rows")) {
                for row in rows {
                    Tag.li {
                        Tag.a(.class("row"), .href(.settings(row.place))) {
                            Tag.span(row.title, .class("name"))
                            Tag.span(row.words, .class("hint"))
                        }
                    }
                }
            }
        }
    }

    /// A page below: its title, the way back, then what it is about.
    static func part(_ title: String, viewer: Viewer, note: Note? = nil, @HTMLBuilder content: () -> HTML) -> [UInt8] {
        Layout.member(title, viewer: viewer, section: .settings, note: note) {
            Tag.p(.class("aside")) { Tag.a("All settings", .href(.settings(.index))) }
            Tag.h1(title)
            content()
        }
    }

    /// The field for the password in use: asked before everything grave.
    static func passwordField(title: String = "Password", isFirst: Bool = true) -> HTML {
        Field(
            name: "password", title: title,
            hint: ("password-hint", "A wrong password logs you out. The destruction password, typed here, deletes the account."),
            attributes: [.type(.password), .required, .autocomplete("current-password")] + (isFirst ? [.autofocus] : [])
        ).input
    }
}
