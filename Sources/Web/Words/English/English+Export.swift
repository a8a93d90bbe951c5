internal import Domain
internal import Mail

extension English {
    func exportedAccount(name: String, address: String, on minute: UnixMinute, vanishesOn: UnixDay?) -> String {
        """
        Account \(name)
        Address \(address)

        Exported on \(minute) UTC. All times in these files are UTC.
        \(vanishesOn.map { "Without another log-in the node deletes the account on \($0)." } ?? "")
        The node does not keep when you registered. Passwords and keys are not part of an export.
        """
    }
    func exportedContacts(_ count: Int) -> String { count == 0 ? "No contacts." : "Contacts: \(count)" }
    func exportedConnection(since minute: UnixMinute, isBroken: Bool) -> String {
        isBroken ? "connected since \(minute), its keys no longer fit" : "connected since \(minute)"
    }
    func exportedIncoming(_ count: Int) -> String { "Waiting for your answer: \(count)" }
    func exportedOutgoing(_ count: Int) -> String { "Sent by you, waiting for an answer: \(count)" }
    func exportedDenied(_ count: Int) -> String { "Denied by you: \(count)" }
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
}
