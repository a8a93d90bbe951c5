extension German {
    var logIn: String { "Anmelden" }
    var refusedAgain: String {
        "Immer noch nicht? Vielleicht probiert jemand Passwörter an diesem Namen aus. Warte zwischen zwei Versuchen zehn Sekunden."
    }
    var username: String { "Benutzername" }
    var password: String { "Passwort" }
    var destructionPassword: String { "Löschpasswort" }
    var inviteCode: String { "Einladungscode" }
    func noAccountYet(_ register: Link) -> Sentence { "Noch kein Konto hier? \(register("Konto anlegen"))." }
    func haveInvite(_ register: Link) -> Sentence { "Du hast einen Einladungscode? \(register("Konto anlegen"))." }
    func loggedInAlready(_ home: Link) -> Sentence { "Schon angemeldet? \(home("Weiter"))." }
    func dormancy(days: Int) -> String {
        "Ein Konto, bei dem sich \(days == 1 ? "einen Tag" : "\(days) Tage") lang niemand anmeldet, wird gelöscht, mit allem, was darin ist."
    }

    var register: String { "Konto anlegen" }
    var registerFreely: String { "Ein Name und zwei Passwörter, sonst nichts: keine E-Mail-Adresse, keine Telefonnummer." }
    var registerByInvite: String {
        "Hierher kommt man mit einer Einladung: Du brauchst einen Code von der Person, die den Knoten betreibt, einen Namen und zwei Passwörter. Keine E-Mail-Adresse, keine Telefonnummer."
    }
    var typePasswordsAgain: String {
        "Passwörter und Codes werden nie an einen Browser zurückgeschickt: Bitte gib sie noch einmal ein."
    }
    func haveAccount(_ logIn: Link) -> Sentence { "Du hast schon ein Konto? \(logIn("Anmelden"))." }
    var registrationClosed: String { "Zurzeit keine neuen Konten" }
    var noNewMembers: String { "Dieser Knoten nimmt gerade niemanden auf. Frag die Person, von der du diese Adresse hast." }
    func toLogIn(_ logIn: Link) -> Sentence { "\(logIn("Anmelden"))." }
    var usernameHint: String {
        "3 bis 32 Zeichen: Buchstaben von a bis z, Ziffern, Punkt, Bindestrich, Unterstrich; große Buchstaben zählen wie kleine. Unter diesem Namen finden dich andere, darum wird einer abgelehnt, der wie der eines anderen Mitglieds aussieht."
    }
    var passwordHint: String {
        "Mindestens 12 Zeichen, ohne deinen Benutzernamen. Häufige Wörter, Reihen auf der Tastatur, Wiederholungen und Jahreszahlen zählen wenig: Gut sind vier oder fünf Wörter, die nichts miteinander zu tun haben. Niemand kann es zurücksetzen."
    }
    var destructionPasswordHint: String {
        "Ein zweites Passwort für den Notfall. Wer es beim Anmelden eingibt, löscht dein Konto, sofort und endgültig, und sieht nur, dass das Passwort nicht stimmt. Es gelten dieselben Regeln, und es darf deinem Passwort nicht ähneln, damit du es nie aus Versehen eintippst."
    }
    var inviteHint: String {
        "16 Buchstaben und Ziffern in vier Gruppen. Er gilt einmal. Großschreibung, Leerzeichen und Striche sind egal."
    }
}
