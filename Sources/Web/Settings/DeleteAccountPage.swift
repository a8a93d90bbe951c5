internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// Delete the account: says all that follows, then asks for the password.
enum DeleteAccountPage {
    /// The page.
    static func page(viewer: Viewer, problem: String? = nil) -> [UInt8] {
        SettingsPage.part("Delete my account", viewer: viewer) {
            Tag.p("This happens at once, and nobody can undo it:")
            Tag.ul(.class("list")) {
                Tag.li("All your conversations, contacts and requests on this node are deleted, with every key of the account.")
                Tag.li("Your contacts get no notice: you just don’t answer any more. What they have received stays with them.")
                Tag.li {
                    "The name "
                    Tag.strong { Tag.bdi(viewer.address.name.description) }
                    " stays reserved until "
                    viewer.vanishesOn.map(ShownTime.day) ?? "the day on which the account would have ended without a log-in"
                    ", so that nobody sees that it is gone."
                }
                Tag.li("A backup that the operator made before may still hold the account, sealed under your password.")
            }
            Layout.problemLine(problem)
            Tag.form(.post(.settings(.deleteAccount)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField()
                Tag.button("Delete my account for good", .submit, .class("danger"))
            }
        }
    }
}
