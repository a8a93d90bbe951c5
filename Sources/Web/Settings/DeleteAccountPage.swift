internal import Domain

/// Delete the account: says all that follows, then asks for the password.
enum DeleteAccountPage {
    /// The page.
    static func page(viewer: Viewer, problem: String? = nil) -> [UInt8] {
        let words = viewer.words
        let name = Part(viewer.address.name.description, .strongName)
        return SettingsPage.part(words.name(of: .deleteAccount), viewer: viewer) {
            Tag.p(words.deletionIsFinal)
            Tag.ul(.class("list")) {
                Tag.li(words.deletionOfContents)
                Tag.li(words.deletionUntold)
                Tag.li {
                    viewer.vanishesOn.map { words.nameReserved(name, until: $0) } ?? words.nameReservedWithoutDay(name)
                }
                Tag.li(words.deletionAndBackups)
            }
            Layout.problemLine(problem)
            Tag.form(.post(.settings(.deleteAccount)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField(title: words.password, in: words)
                Tag.button(words.deleteForGood, .submit, .class("danger"))
            }
        }
    }
}
