extension German {
    var usernameOrAddress: String { "Benutzername oder Adresse" }
    var usernameOrAddressHint: String {
        "Ein Benutzername auf diesem Knoten oder name@adresse.onion. Gefunden wird nur, wer genau so heißt."
    }
    var search: String { "Suchen" }
    var result: String { "Ergebnis" }
    var yourAddress: String { "Deine Adresse" }
    var yourAddressWhy: String { "Damit finden dich andere von ihrem eigenen Knoten aus." }
    var requestWaits: String { "Deine Anfrage wartet auf Antwort." }
    func asked(_ requests: Link) -> Sentence { "Diese Person hat dich gefragt: \(requests("Anfrage beantworten"))." }
    func contact(_ conversation: Link) -> Sentence { "\(conversation("Chat öffnen"))" }
    var you: String { "Das bist du." }
    var greeting: String { "Gruß" }
    func greetingHint(limit: Int) -> String {
        "Sag, wer du bist: bis zu \(limit) Zeichen, die gelesen werden, bevor die Anfrage beantwortet wird."
    }
    var sendRequest: String { "Anfrage senden" }

    var nobodyWaits: String { "Niemand wartet auf deine Antwort." }
    func locked(_ count: Int) -> String {
        count == 1
            ? "Eine Anfrage ist da und lässt sich nicht öffnen: Sie braucht \(Self.lostKeys)"
            : "\(count) Anfragen sind da und lassen sich nicht öffnen: Sie brauchen \(Self.lostKeys)"
    }
    var answerLocked: String { "Die Antwort ist da und lässt sich nicht öffnen: Sie braucht \(Self.lostKeys)" }
    private static let lostKeys =
        "Post-Quanten-Schlüssel, und das OpenSSL dieses Knotens kann sie nicht mehr. Wer den Knoten betreibt, kann helfen: OpenSSL 3.5 oder neuer kann sie."
    var deniedByYou: String { "Von dir abgelehnt" }
    var deniedHint: String { "Dieses Konto kann dich nicht finden. Ein neues Konto wäre eine neue Person." }
    var sentByYou: String { "Von dir gesendet" }
    func sent(_ time: Part) -> Sentence { "Gesendet: \(time) – wartet auf Antwort" }
    func sentAndAnswered(_ time: Part) -> Sentence { "Gesendet: \(time)" }
    func accept(_ name: String) -> ButtonWords { ButtonWords(shown: "Annehmen", name: "Annehmen: Anfrage von \(name)") }
    func deny(_ name: String) -> ButtonWords { ButtonWords(shown: "Ablehnen", name: "Ablehnen: Anfrage von \(name)") }
    func undoDenial(_ name: String) -> ButtonWords {
        ButtonWords(shown: "Zurücknehmen", name: "Zurücknehmen: Ablehnung von \(name)")
    }
}
