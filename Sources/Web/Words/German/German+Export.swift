internal import Domain
internal import Mail

extension German {
    func exportedAccount(name: String, address: String, on minute: UnixMinute, vanishesOn: UnixDay?) -> String {
        """
        Konto \(name)
        Adresse \(address)

        Exportiert am \(exactly(minute)). Alle Zeiten in diesen Dateien sind UTC.
        \(vanishesOn.map { "Ohne eine weitere Anmeldung löscht der Knoten das Konto am \(date($0))." } ?? "")
        Wann du das Konto angelegt hast, merkt sich der Knoten nicht. Passwörter und Schlüssel gehören nicht zum Export.
        """
    }
    func exportedContacts(_ count: Int) -> String { count == 0 ? "Keine Kontakte." : "Kontakte: \(count)" }
    func exportedConnection(since minute: UnixMinute, isBroken: Bool) -> String {
        isBroken ? "verbunden seit \(minute), die Schlüssel passen nicht mehr" : "verbunden seit \(minute)"
    }
    func exportedIncoming(_ count: Int) -> String { "Anfragen, die auf deine Antwort warten: \(count)" }
    func exportedOutgoing(_ count: Int) -> String { "Von dir gesendet, noch ohne Antwort: \(count)" }
    func exportedDenied(_ count: Int) -> String { "Von dir abgelehnt: \(count)" }
    func exportedConversation(of own: String, with peer: String) -> String { "Chat von \(own) mit \(peer)" }
    var exportedNode: String { "dieser Knoten" }
    func exportedState(_ state: MessageState) -> String? {
        switch state {
        case .queued: "wartet"
        case .delivered: "zugestellt"
        case .expired: "abgelaufen"
        case .failed: "nicht angenommen"
        case .received, .notice: nil
        }
    }
}
