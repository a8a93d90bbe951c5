internal import Domain

extension English {
    var changePassword: String { "Change the password" }
    var changeDestructionPassword: String { "Change the destruction password" }
    var logsOutElsewhere: String { "This logs you out in all other browsers; in this one you go on." }
    var currentPassword: String { "Current password" }
    var currentPasswordHint: String { "A wrong password logs you out. The destruction password, typed here, deletes the account." }
    var newPassword: String { "New password" }
    var newPasswordHint: String { "At least 12 characters; four or five unrelated words are good. Nobody can reset it." }
    var stayingDestructionPasswordHint: String { "Needed to lock both again. It stays the same; in this field it deletes nothing." }
    func forgottenDestructionPassword(_ change: Link) -> Sentence {
        "You have forgotten the destruction password? \(change("Choose a new one")) first."
    }
    var whatDestructionPasswordDoes: String {
        "Whoever types it at log-in deletes your account, at once and for good, and sees only “wrong password”. The one you had until now deletes nothing any more."
    }
    var newDestructionPassword: String { "New destruction password" }
    var newDestructionPasswordHint: String { "At least 12 characters. It must not resemble the password." }

    var allSettings: String { "All settings" }
    func name(of page: SettingsPage.Row) -> String {
        switch page {
        case .language: "Language"
        case .password: "Password"
        case .destructionPassword: "Destruction password"
        case .sessions: "Sessions"
        case .export: "Export my data"
        case .deleteAccount: "Delete my account"
        }
    }
    func about(_ page: SettingsPage.Row) -> String {
        switch page {
        case .language: "What these pages are written in"
        case .password: "Change what you log in with"
        case .destructionPassword: "Change what deletes the account at once"
        case .sessions: "See where you are logged in, and log out there"
        case .export: "Take contacts and conversations along as plain texts"
        case .deleteAccount: "At once and for good"
        }
    }

    func signInLifetime(idleMinutes: Int, hours: Int) -> String {
        "A session ends after \(count(idleMinutes, "minute", "minutes")) without use, and \(count(hours, "hour", "hours")) after the log-in. One you don’t know? Log it out, and change the password."
    }
    var thisBrowser: String { "This browser" }
    var anotherBrowser: String { "Another browser" }
    func signIn(started: Part, lastUsed: Part) -> Sentence { "Logged in \(started), last used \(lastUsed)" }
    func logOutBrowser(lastUsed: String) -> ButtonWords {
        ButtonWords(shown: "Log out", name: "Log out the browser last used \(lastUsed)")
    }
    var logOutOthers: String { "Log out all other browsers" }

    var exportWhat: String { "One file, a tar archive of plain texts: your contacts, your requests, and each conversation with its dates." }
    var exportUnencrypted: String { "The file is not encrypted: whoever has it reads it. Nothing of it is left on the node." }
    var export: String { "Export" }

    var deletionIsFinal: String { "This happens at once, and nobody can undo it:" }
    var deletionOfContents: String {
        "All your conversations, contacts and requests on this node are deleted, with every key of the account."
    }
    var deletionUntold: String {
        "Your contacts get no notice: you just don’t answer any more. What they have received stays with them."
    }
    func nameReserved(_ name: Part, until day: UnixDay) -> Sentence {
        "The name \(name) stays reserved until \(longDate(day)), so that nobody sees that it is gone."
    }
    func nameReservedWithoutDay(_ name: Part) -> Sentence {
        "The name \(name) stays reserved until the day on which the account would have ended without a log-in, so that nobody sees that it is gone."
    }
    var deletionAndBackups: String {
        "A backup that the operator made before may still hold the account, sealed under your password."
    }
    var deleteForGood: String { "Delete my account for good" }

    var languageWhy: String { "It is kept sealed with your account, and holds in every browser in which you log in." }
    var languageOfBrowser: String { "What the browser asks for" }
    var useLanguage: String { "Use this language" }
}
