extension German {
    func name(of section: Layout.Section) -> String {
        switch section {
        case .conversations: "Chats"
        case .people: "Leute"
        case .requests: "Anfragen"
        case .settings: "Einstellungen"
        }
    }

    var skipToContent: String { "Zum Inhalt springen" }
    var mainNavigation: String { "Hauptmenü" }
    var logOut: String { "Abmelden" }
    func loggedIn(as name: Part) -> Sentence { "Angemeldet als \(name)." }
    func vanishes(on day: Part) -> Sentence { "Ohne eine weitere Anmeldung wird dieses Konto am \(day) gelöscht." }
    var vanishesNeverWithoutClock: String { "Solange dieser Knoten keine verlässliche Uhrzeit hat, wird kein Konto gelöscht." }
    var languages: String { "Sprachen" }

    func text(of note: Note) -> String {
        switch note {
        case .registered: "Dein Konto ist angelegt. Melde dich jetzt damit an."
        case .signedOut: "Du bist abgemeldet."
        case .requestSent: "Gesendet. Wird deine Anfrage angenommen, findest du den Chat unter „Chats“."
        case .requestAccepted: "Ihr seid verbunden. Schreib die erste Nachricht."
        case .requestDenied: "Die Anfrage ist abgelehnt. Wer gefragt hat, erfährt davon nichts."
        case .denialUndone: "Die Ablehnung ist zurückgenommen: Die Anfrage wartet wieder auf deine Antwort."
        case .passwordChanged: "Dein Passwort ist geändert. In allen anderen Browsern bist du abgemeldet."
        case .destructionPasswordChanged: "Dein Löschpasswort ist geändert. In allen anderen Browsern bist du abgemeldet."
        case .passwordWrong: "Das Passwort war falsch, deshalb bist du abgemeldet. Geändert wurde nichts."
        case .passwordsChangedElsewhere:
            "Die Passwörter wurden inzwischen in einem anderen Browser geändert. Melde dich mit den neuen an."
        case .sessionEnded: "Der Browser ist abgemeldet."
        case .otherSessionsEnded: "Alle anderen Browser sind abgemeldet."
        case .accountDeleted: "Das Konto ist gelöscht. Sein Name bleibt vorerst vergeben."
        case .languageChosen: "Ab jetzt liest du hier Deutsch."
        }
    }

    func back(_ start: Link) -> Sentence { "\(start("Zurück zum Anfang"))" }
    var didNotWork: String { "Das hat nicht geklappt" }
    var refused: String { "Nicht angenommen" }
    var notFoundTitle: String { "Nicht gefunden" }
    var notFound: String { "Diese Seite gibt es nicht, oder sie gehört nicht dir." }
    var foreignFormTitle: String { "Nicht von hier" }
    var foreignForm: String {
        "Dieses Formular kam nicht von einer Seite dieses Knotens, oder die Seite war zu alt. Es ist nichts passiert. Öffne sie noch einmal."
    }

    var unnumberedFormTitle: String { "Es ist nichts passiert" }
    var unnumberedForm: String {
        "Dieses Formular kam ohne seine Nummer an, deshalb ist nichts passiert. Öffne die Seite noch einmal und schick es von dort ab."
    }

    var continueTitle: String { "Weiter zu deinem Konto" }
    var continueWhy: String {
        "Du kommst über einen Link von einer anderen Website. Auf diesem Weg sagt uns dein Browser nicht, ob du angemeldet bist, damit keine andere Website in deinem Namen handeln kann."
    }
    var continueButton: String { "Weiter" }
}
