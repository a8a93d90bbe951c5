internal import Domain

extension German {
    var changePassword: String { "Passwort ändern" }
    var changeDestructionPassword: String { "Löschpasswort ändern" }
    var logsOutElsewhere: String { "Danach bist du in allen anderen Browsern abgemeldet; in diesem machst du einfach weiter." }
    var currentPassword: String { "Aktuelles Passwort" }
    var currentPasswordHint: String { "Ein falsches Passwort meldet dich ab. Das Löschpasswort löscht auch hier das Konto." }
    var newPassword: String { "Neues Passwort" }
    var newPasswordHint: String {
        "Mindestens 12 Zeichen; gut sind vier oder fünf Wörter, die nichts miteinander zu tun haben. Niemand kann es zurücksetzen."
    }
    var stayingDestructionPasswordHint: String {
        "Es wird gebraucht, um beide neu zu verschließen, und bleibt, wie es ist. In diesem Feld löscht es nichts."
    }
    func forgottenDestructionPassword(_ change: Link) -> Sentence {
        "Du hast das Löschpasswort vergessen? \(change("Wähl zuerst ein neues"))."
    }
    var whatDestructionPasswordDoes: String {
        "Wer es beim Anmelden eingibt, löscht dein Konto, sofort und endgültig, und sieht nur, dass das Passwort nicht stimmt. Das bisherige löscht danach nichts mehr."
    }
    var newDestructionPassword: String { "Neues Löschpasswort" }
    var newDestructionPasswordHint: String { "Mindestens 12 Zeichen. Es darf dem Passwort nicht ähneln." }

    var allSettings: String { "Alle Einstellungen" }
    func name(of page: SettingsPage.Row) -> String {
        switch page {
        case .language: "Sprache"
        case .password: "Passwort"
        case .destructionPassword: "Löschpasswort"
        case .sessions: "Anmeldungen"
        case .export: "Meine Daten mitnehmen"
        case .deleteAccount: "Mein Konto löschen"
        }
    }
    func about(_ page: SettingsPage.Row) -> String {
        switch page {
        case .language: "In welcher Sprache du diese Seiten liest"
        case .password: "Ändere, womit du dich anmeldest"
        case .destructionPassword: "Ändere, was das Konto sofort löscht"
        case .sessions: "Sieh nach, wo du angemeldet bist, und melde dich dort ab"
        case .export: "Kontakte und Chats als einfache Textdateien"
        case .deleteAccount: "Sofort und endgültig"
        }
    }

    func signInLifetime(idleMinutes: Int, hours: Int) -> String {
        "Eine Anmeldung endet nach \(count(idleMinutes, "Minute", "Minuten")) ohne Klick, spätestens aber \(count(hours, "Stunde", "Stunden")) nach ihrem Beginn. Eine davon kennst du nicht? Melde sie ab und ändere das Passwort."
    }
    var thisBrowser: String { "Dieser Browser" }
    var anotherBrowser: String { "Ein anderer Browser" }
    func signIn(started: Part, lastUsed: Part) -> Sentence { "Angemeldet: \(started); zuletzt benutzt: \(lastUsed)" }
    func logOutBrowser(lastUsed: String) -> ButtonWords {
        ButtonWords(shown: "Abmelden", name: "Abmelden: Browser, zuletzt benutzt: \(lastUsed)")
    }
    var logOutOthers: String { "Alle anderen Browser abmelden" }

    var exportWhat: String {
        "Eine Datei, ein tar-Archiv aus einfachen Texten: deine Kontakte, deine Anfragen und jeder Chat mit Datum und Uhrzeit."
    }
    var exportUnencrypted: String {
        "Die Datei ist nicht verschlüsselt: Wer sie hat, kann sie lesen. Auf dem Knoten bleibt nichts von ihr zurück."
    }
    var export: String { "Exportieren" }

    var deletionIsFinal: String { "Das geschieht sofort, und niemand kann es rückgängig machen:" }
    var deletionOfContents: String {
        "Alle deine Chats, Kontakte und Anfragen auf diesem Knoten werden gelöscht, mit sämtlichen Schlüsseln des Kontos."
    }
    var deletionUntold: String {
        "Deine Kontakte erfahren nichts davon: Du antwortest einfach nicht mehr. Was sie bekommen haben, behalten sie."
    }
    func nameReserved(_ name: Part, until day: UnixDay) -> Sentence {
        "Der Name \(name) bleibt bis zum \(date(day)) vergeben, damit niemand sieht, dass das Konto weg ist."
    }
    func nameReservedWithoutDay(_ name: Part) -> Sentence {
        "Der Name \(name) bleibt bis zu dem Tag vergeben, an dem das Konto ohne Anmeldung geendet hätte, damit niemand sieht, dass es weg ist."
    }
    var deletionAndBackups: String {
        "Eine Sicherung, die vorher von diesem Knoten gemacht wurde, kann das Konto noch enthalten, verschlossen mit deinem Passwort."
    }
    var deleteForGood: String { "Mein Konto endgültig löschen" }

    var languageWhy: String {
        "Sie wird verschlüsselt bei deinem Konto aufbewahrt und gilt in jedem Browser, in dem du dich anmeldest."
    }
    var languageOfBrowser: String { "Wie im Browser eingestellt" }
    var useLanguage: String { "Diese Sprache verwenden" }
}
