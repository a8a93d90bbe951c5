import Chat
import Domain
import Mail

/// The words of an export in tests of the domain, which knows none.
struct PlainExportWords: ExportWords {
    func exportedAccount(name: String, address: String, on minute: UnixMinute, vanishesOn: UnixDay?) -> String {
        "Account \(name)\nAddress \(address)\nExported \(minute)\nEnds \(vanishesOn.map(\.description) ?? "never")"
    }
    func exportedContacts(_ count: Int) -> String { "Contacts: \(count)" }
    func exportedConnection(since minute: UnixMinute, isBroken: Bool) -> String { "connected since \(minute)\(isBroken ? ", broken" : "")" }
    func exportedIncoming(_ count: Int) -> String { "Incoming: \(count)" }
    func exportedOutgoing(_ count: Int) -> String { "Outgoing: \(count)" }
    func exportedDenied(_ count: Int) -> String { "Denied: \(count)" }
    func exportedConversation(of own: String, with peer: String) -> String { "Conversation of \(own) with \(peer)" }
    var exportedNode: String { "this node" }
    func exportedState(_ state: MessageState) -> String? {
        switch state {
        case .queued: "waiting"
        case .delivered: "delivered"
        case .expired: "expired"
        case .failed: "not taken"
        case .received, .notice: nil
        }
    }
    func text(of notice: MessageContent.Notice) -> String { "notice \(notice.rawValue)" }
    var unknownContent: String { "unknown" }
}
