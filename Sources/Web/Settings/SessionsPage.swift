internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// Where the member is logged in, and the way to log out there.
enum SessionsPage {
    /// The page.
    static func page(
        _ signIns: [SignInSummary], idleMinutes: Int, hours: Int, viewer: Viewer, now: UnixMinute, note: Note? = nil
    ) -> [UInt8] {
        SettingsPage.part("Sessions", viewer: viewer, note: note) {
            Tag.p(
                "A session ends after \(count(idleMinutes, "minute")) without use, and \(count(hours, "hour")) after the log-in. One you don’t know? Log it out, and change the password."
            )
            Tag.ul(.class("cards")) {
                for signIn in signIns { row(signIn, token: viewer.token, now: now) }
            }
            if signIns.contains(where: { !$0.isThis }) {
                Tag.form(.post(.settings(.endOtherSessions))) {
                    Layout.formFields(viewer.token)
                    Tag.button("Log out all other browsers", .submit)
                }
            }
        }
    }

    private static func row(_ signIn: SignInSummary, token: String, now: UnixMinute) -> HTML {
        Tag.li(.class("panel")) {
            Tag.h2(signIn.isThis ? "This browser" : "Another browser")
            Tag.p(.class("hint")) {
                "Logged in "
                ShownTime.relative(signIn.started, now: now)
                ", last used "
                ShownTime.relative(signIn.lastUsed, now: now)
            }
            if !signIn.isThis {
                Tag.form(.post(.settings(.endSession(signIn.id)))) {
                    Layout.formFields(token)
                    Tag.button(.submit, .class("quiet")) {
                        "Log out"
                        Tag.span(" the browser last used \(ShownTime.words(signIn.lastUsed, now: now))", .class("reader"))
                    }
                }
            }
        }
    }

    private static func count(_ number: Int, _ unit: String) -> String { number == 1 ? "1 \(unit)" : "\(number) \(unit)s" }
}
