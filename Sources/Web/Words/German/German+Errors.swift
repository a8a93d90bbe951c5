internal import Accounts
internal import Crypto
internal import Domain
internal import Mail

extension German {
    func problem(_ error: ChatError) -> String {
        switch error {
        case .notFound: notFound
        case .notAnAddress(let error): problem(error)
        case .unreachable(let failure): problem(failure)
        case .busy: "Das waren zu viele Fragen in kurzer Zeit. Versuch es später noch einmal."
        case .textTooLong(let limit): "Eine Nachricht hat höchstens \(limit) Zeichen. Schick sie in Teilen."
        case .textEmpty: "Die Nachricht ist leer."
        case .greetingTooLong(let limit): "Ein Gruß hat höchstens \(limit) Zeichen."
        case .alreadyRequested: "Deine Anfrage an diese Person wartet schon auf Antwort."
        case .alreadyAsked: "Diese Person hat dich schon gefragt: Beantworte ihre Anfrage."
        case .alreadyConnected: "Diese Person ist schon dein Kontakt."
        case .yourself: "Das ist deine eigene Adresse."
        case .cardInvalid: "Der Knoten hat mit Schlüsseln geantwortet, die nichts beweisen. Die Anfrage wurde deshalb nicht gesendet."
        case .outboxFull:
            "Für diese Person warten schon zu viele Nachrichten. Versuch es wieder, sobald ihr Knoten erreicht worden ist."
        case .connectionBroken: text(of: ConversationNotice.broken)
        case .postQuantumLost:
            "Das hier wurde mit Post-Quanten-Schlüsseln begonnen, und das OpenSSL dieses Knotens kann sie nicht mehr. Deshalb wurde nichts gesendet. Wer den Knoten betreibt, sollte OpenSSL 3.5 oder neuer installieren."
        case .postQuantumRefused:
            "Du und diese Person habt früher Post-Quanten-Schlüssel benutzt, und der andere Knoten bietet jetzt keine an. Es wurde nichts gesendet, denn das wäre schwächer."
        case .fileTooLong(let limit): "Eine Datei hat höchstens \(ByteCount.text(limit, decimalMark: ","))."
        case .diskFull:
            "Die Festplatte des Knotens ist voll, deshalb wurde nichts gespeichert. Sag der Person Bescheid, die ihn betreibt, oder nimm eine kleinere Datei."
        case .fileDamaged:
            "Diese Datei ist beschädigt oder von der Festplatte des Knotens verschwunden. Bitte jemanden, der sie hat, um eine neue Kopie."
        case .signedOut: "Du bist abgemeldet."
        case .storage: storageFailed
        }
    }

    /// Wherever the disk failed.
    private var storageFailed: String {
        "Der Knoten kann gerade nichts speichern oder lesen. Sag der Person Bescheid, die ihn betreibt: Sie sollte nach der Festplatte sehen."
    }

    func problem(_ failure: PeerFailure) -> String {
        switch failure {
        case .noTor:
            "Dieser Knoten verbindet sich noch mit Tor und kann deshalb noch niemanden erreichen. Versuch es in einer Minute noch einmal."
        case .unknownAddress:
            "Der Knoten antwortet nicht. Vielleicht ist er aus, oder in der Adresse stimmt ein Buchstabe nicht. Versuch es in einer Minute noch einmal."
        case .offline: "Der Knoten ist gerade nicht zu erreichen."
        case .timedOut: "Der Knoten hat nicht rechtzeitig geantwortet."
        case .refused: "Der Knoten hat die Verbindung abgelehnt."
        case .protocolViolation: "Der Knoten hat auf eine Weise geantwortet, die dieser hier nicht versteht."
        case .busy: "Für diesen Knoten laufen schon zu viele Fragen. Versuch es in einer Minute noch einmal."
        }
    }

    func problem(_ error: MemberAddressError) -> String {
        switch error {
        case .missingAt: "Eine Adresse sieht so aus: name@….onion"
        case .name(let error): problem(error)
        case .node(let error): problem(error)
        }
    }

    func problem(_ error: UsernameError) -> String {
        switch error {
        case .wrongLength(let count): "Ein Benutzername hat 3 bis 32 Zeichen, dieser hat \(count)."
        case .forbiddenCharacter:
            "Ein Benutzername besteht nur aus den Buchstaben a bis z, Ziffern, Punkten, Unterstrichen und Bindestrichen."
        }
    }

    func problem(_ error: OnionAddressError) -> String {
        switch error {
        case .missingSuffix: "Eine Onion-Adresse endet auf .onion."
        case .wrongLength(let count): "Vor .onion hat eine Onion-Adresse 56 Zeichen, diese hat \(count)."
        case .wrongCharacter: "Eine Onion-Adresse besteht nur aus den Buchstaben a bis z und den Ziffern 2 bis 7."
        case .checksumMismatch: "In der Onion-Adresse ist ein Tippfehler: Ihre Prüfsumme stimmt nicht."
        case .wrongVersion(let version): "Bekannt sind nur Onion-Adressen der Version 3, diese hat Version \(version)."
        case .weakKey: "Die Onion-Adresse gehört zu keinem ehrlichen Knoten: Einen solchen Schlüssel kann niemand haben."
        }
    }

    func problem(_ error: RegistrationError) -> String {
        switch error {
        case .closed: noNewMembers
        case .inviteInvalid: "Dieser Einladungscode gilt nicht: Er ist vertippt, schon benutzt oder zu alt. Jeder Code gilt einmal."
        case .usernameInvalid(let error): problem(error)
        case .usernameTaken: "Dieser Benutzername ist vergeben, oder er sieht einem vergebenen zu ähnlich. Wähl einen anderen."
        case .password(let problem): words(for: problem, "Das Passwort")
        case .destructionPassword(let problem): words(for: problem, "Das Löschpasswort")
        case .passwordsAlike:
            "Das Löschpasswort muss sich vom Passwort unterscheiden, und zwar nicht nur in Großschreibung und Leerzeichen."
        case .busy(let pause): "Gerade wollen viele herein. Versuch es in \(seconds(pause)) noch einmal."
        case .full: "Auf diesem Knoten ist kein Platz für ein weiteres Konto."
        case .storage: storageFailed
        }
    }

    private func words(for problem: PasswordProblem, _ password: String) -> String {
        switch problem {
        case .tooShort(let minimum):
            "\(password) braucht mindestens \(minimum) Zeichen. Gut sind vier oder fünf Wörter, die nichts miteinander zu tun haben."
        case .tooLong(let maximum): "\(password) ist länger als \(maximum) Byte."
        case .tooEasy(let weakness):
            "\(password) ist zu leicht zu erraten: \(words(for: weakness)). Gut sind vier oder fünf Wörter, die nichts miteinander zu tun haben."
        case .holdsUsername: "\(password) darf den Benutzernamen nicht enthalten."
        }
    }

    private func words(for weakness: PasswordWeakness) -> String {
        switch weakness {
        case .commonWords: "Es besteht aus Wörtern, die zuerst ausprobiert werden"
        case .repetition: "Es wiederholt sich"
        case .run: "Seine Zeichen folgen im Alphabet oder auf der Tastatur aufeinander"
        case .digits: "Es besteht aus Ziffern oder einem Datum"
        case .littleVariety: "Es hat zu wenige verschiedene Zeichen oder ist ein einziges langes Wort"
        }
    }

    func problem(_ error: SignInError) -> String {
        switch error {
        case .refused: "Name und Passwort passen nicht zusammen. Prüf beides und versuch es noch einmal."
        case .busy(let pause): "Gerade melden sich viele an. Versuch es in \(seconds(pause)) noch einmal."
        case .storage: storageFailed
        }
    }

    func problem(_ error: ConfirmationError) -> String {
        switch error {
        case .refused: "Das Passwort war falsch."
        case .busy(let pause): "Gerade melden sich viele an. Es ist nichts passiert: Versuch es in \(seconds(pause)) noch einmal."
        case .storage: storageFailed
        }
    }

    private func seconds(_ pause: Duration) -> String { count(Int(pause.components.seconds), "Sekunde", "Sekunden") }

    func problem(_ error: PasswordChangeError) -> String {
        switch error {
        case .confirmation(let error): problem(error)
        case .unsuitable(let error): problem(error)
        case .unchanged: "Das neue Passwort ist das, das du schon hast. Wähl ein anderes."
        case .notTheDestructionPassword:
            "Das ist nicht dein Löschpasswort, deshalb wurde nichts geändert. Wenn du es vergessen hast, wähl zuerst ein neues Löschpasswort."
        case .changedMeanwhile: text(of: Note.passwordsChangedElsewhere)
        }
    }

    var nobodyFound: String { "Hier heißt niemand genau so. Prüf die Schreibweise oder frag nach der vollständigen Adresse." }
    var pageTooOld: String { "Diese Seite war zu alt, oder Cookies sind ausgeschaltet. Bitte versuch es noch einmal." }
    var messagePageTooOld: String { "Die Seite war zu alt. Bitte sende noch einmal." }
}
