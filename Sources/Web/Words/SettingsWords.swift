internal import Domain

/// A member's own account.
protocol SettingsWords: Sendable {
    /// The way back from each page below.
    var allSettings: String { get }
    /// A row of the list: its name.
    func name(of page: SettingsPage.Row) -> String
    /// A row of the list: what one does there.
    func about(_ page: SettingsPage.Row) -> String

    /// How long a sign-in lives.
    func signInLifetime(idleMinutes: Int, hours: Int) -> String
    var thisBrowser: String { get }
    var anotherBrowser: String { get }
    func signIn(started: Part, lastUsed: Part) -> Sentence
    /// The button beside another browser.
    func logOutBrowser(lastUsed: String) -> ButtonWords
    var logOutOthers: String { get }

    var exportWhat: String { get }
    var exportUnencrypted: String { get }
    var export: String { get }

    /// Before the list of what follows.
    var deletionIsFinal: String { get }
    var deletionOfContents: String { get }
    var deletionUntold: String { get }
    /// The name stays taken until that day.
    func nameReserved(_ name: Part, until day: UnixDay) -> Sentence
    /// The same, when there is no day to tell.
    func nameReservedWithoutDay(_ name: Part) -> Sentence
    var deletionAndBackups: String { get }
    var deleteForGood: String { get }

    /// Above the choice of a language.
    var languageWhy: String { get }
    /// No choice: what the browser asks for.
    var languageOfBrowser: String { get }
    /// The button.
    var useLanguage: String { get }
}
