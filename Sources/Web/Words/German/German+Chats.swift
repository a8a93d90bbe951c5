internal import Domain
internal import Mail

extension German {
    func requestsWait(_ count: Int, _ requests: Link) -> Sentence {
        count == 1
            ? "\(requests("Eine Kontaktanfrage wartet")) auf deine Antwort."
            : "\(requests("\(count) Kontaktanfragen warten")) auf deine Antwort."
    }
    var noConversation: String { "Noch kein Chat." }
    func findSomebody(_ people: Link) -> Sentence {
        "\(people("Such jemanden")) und schick eine Kontaktanfrage, oder gib anderen deine Adresse:"
    }
    func unread(_ count: Int) -> String { "ungelesen" }
    var noMessageYet: String { "Noch keine Nachricht" }

    func messages(with name: String) -> String { "Nachrichten im Chat mit \(name)" }
    var writeMessage: String { "Nachricht schreiben" }
    var view: String { "Ansicht" }
    var viewLive: String { "Live" }
    var viewRefreshing: String { "Alle 20 Sekunden" }
    var viewByHand: String { "Von Hand" }
    func keys(_ agreement: KeyAgreement) -> String {
        switch agreement {
        case .classical: "Verschlüsselung: Standard (X25519). Quantensicher wird sie, wenn beide Knoten OpenSSL 3.5 haben."
        case .hybrid: "Verschlüsselung: auch quantensicher (X25519 und ML-KEM-768)."
        }
    }
    func text(of notice: MessageContent.Notice) -> String {
        switch notice {
        case .keysRenewed:
            "Die Verschlüsselung wurde neu begonnen, weil eine Seite aus einer Sicherung wiederhergestellt wurde oder Nachrichten sich nicht öffnen ließen. Es können Nachrichten fehlen."
        case .anotherAccount:
            "Diese Adresse gehört jetzt einem anderen Konto: Das kann ein anderer Mensch sein. Was oben steht, wurde mit dem früheren Konto geschrieben; was davon noch nicht zugestellt war, wird es nicht mehr."
        }
    }

    var unknownContent: String { "Dieser Knoten ist zu alt, um diese Nachricht zu zeigen." }

    func text(of notice: ConversationNotice) -> String {
        switch notice {
        case .broken:
            "Ihr könnt einander nicht mehr lesen, oder die andere Seite hat nie geantwortet: Es lässt sich nichts senden. Schick eine neue Anfrage."
        case .renewing: "Die Schlüssel dieses Chats werden erneuert. Was du schreibst, wartet hier, bis die andere Seite antwortet."
        case .renewalWaits(.libraryLost):
            "Die Schlüssel dieses Chats müssen erneuert werden, und das geht nicht: Sie wurden mit ML-KEM gemacht, das die libcrypto dieses Knotens nicht mehr bietet. Was du schreibst, wartet hier, bis der Knoten wieder mit OpenSSL 3.5 oder neuer läuft."
        case .renewalWaits(.weakerPeer):
            "Die Schlüssel dieses Chats müssen erneuert werden, und der Knoten der anderen Seite tut das ohne ML-KEM, mit dem sie gemacht wurden. Schwächere Schlüssel werden abgelehnt: Was du schreibst, wartet hier, bis der andere Knoten wieder ML-KEM hat."
        case .waiting(let failure):
            switch failure {
            case .noTor: "Deine Nachrichten warten hier: Dieser Knoten verbindet sich noch mit Tor."
            case .unknownAddress: "Deine Nachrichten warten hier: Der andere Knoten antwortet nicht, vielleicht ist er aus."
            case .offline: "Deine Nachrichten warten hier: Der andere Knoten ist gerade nicht zu erreichen."
            case .timedOut: "Deine Nachrichten warten hier: Der andere Knoten hat nicht rechtzeitig geantwortet."
            case .refused: "Deine Nachrichten warten hier: Der andere Knoten hat die Verbindung abgelehnt."
            case .protocolViolation:
                "Deine Nachrichten warten hier: Der andere Knoten hat auf eine Weise geantwortet, die dieser nicht versteht."
            case .busy: "Deine Nachrichten warten hier: Für den anderen Knoten laufen schon zu viele Fragen."
            }
        }
    }

    var youWrote: String { "Du hast geschrieben:" }
    func wrote(_ name: String) -> String { "\(name) hat geschrieben:" }
    func state(_ state: MessageState) -> String? {
        switch state {
        case .received, .notice: nil
        case .queued: "wartet"
        case .delivered: "zugestellt"
        case .expired: "nicht zugestellt: Der andere Knoten war 14 Tage lang nicht zu erreichen"
        case .failed: "nicht zugestellt: Die Verbindung wurde dort beendet"
        }
    }
    var allDelivered: String { "Bis hierher ist alles zugestellt." }
    var olderMessages: String { "Ältere Nachrichten" }
    func conversationBegins(with name: String) -> String { "Hier beginnt dein Chat mit \(name)." }
    var lookForNew: String { "Nach neuen Nachrichten sehen" }
    var backToNewest: String { "Zurück zu den neuesten" }
    func connectionLost(_ again: Link) -> Sentence { "Die Verbindung ist abgerissen. \(again("Neu verbinden"))" }
    func paused(_ again: Link) -> Sentence {
        "Angehalten, weil in diesem Browser drei andere Chats live offen sind. \(again("Hier weiterlesen"))"
    }
    func pausedByCrowd(_ again: Link) -> Sentence {
        "Angehalten, weil auf diesem Knoten kein Platz für noch eine Live-Ansicht ist. \(again("Hier weiterlesen"))"
    }
    func goingDown(_ again: Link) -> Sentence { "Der Knoten wird heruntergefahren. \(again("Später neu laden"))" }
    func loggedOut(_ logIn: Link) -> Sentence { "Du bist abgemeldet. \(logIn("Wieder anmelden"))" }

    var message: String { "Nachricht" }
    var send: String { "Senden" }
    var severalLines: String { "Mehrere Zeilen" }
    var oneLine: String { "Eine Zeile: Die Eingabetaste sendet" }
    var loggedOutTitle: String { "Abgemeldet" }
    func loggedOutUnsent(_ logIn: Link) -> Sentence {
        "Du bist abgemeldet, und was du geschrieben hast, wurde nicht gesendet. Kopier es, bevor du \(logIn("dich wieder anmeldest")):"
    }
    var whatYouWrote: String { "Was du geschrieben hast" }
}
