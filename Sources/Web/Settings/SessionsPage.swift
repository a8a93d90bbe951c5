internal import Accounts
internal import Domain

/// Where the member is logged in, and the way to log out there.
enum SessionsPage {
    /// The page.
    static func page(
        _ signIns: [SignInSummary], idleMinutes: Int, hours: Int, viewer: Viewer, now: UnixMinute, note: Note? = nil
    ) -> [UInt8] {
        let words = viewer.words
        return SettingsPage.part(words.name(of: .sessions), viewer: viewer, note: note) {
            Tag.p(words.signInLifetime(idleMinutes: idleMinutes, hours: hours))
            Tag.ul(.class("cards")) {
                for signIn in signIns { row(signIn, viewer: viewer, now: now) }
            }
            if signIns.contains(where: { !$0.isThis }) {
                Tag.form(.post(.settings(.endOtherSessions))) {
                    Layout.formFields(viewer.token)
                    Tag.button(words.logOutOthers, .submit)
                }
            }
        }
    }

    private static func row(_ signIn: SignInSummary, viewer: Viewer, now: UnixMinute) -> HTML {
        let words = viewer.words
        let lastUsed = ShownTime.relative(signIn.lastUsed, now: now, in: words)
        return Tag.li(.class("panel")) {
            Tag.h2(signIn.isThis ? words.thisBrowser : words.anotherBrowser)
            Tag.p(.class("hint")) {
                words.signIn(started: ShownTime.relative(signIn.started, now: now, in: words), lastUsed: lastUsed)
            }
            if !signIn.isThis {
                Tag.form(.post(.settings(.endSession(signIn.id)))) {
                    Layout.formFields(viewer.token)
                    let button = words.logOutBrowser(lastUsed: lastUsed.text)
                    Tag.button(button.shown, .submit, .class("quiet"), .label(button.name))
                }
            }
        }
    }
}
