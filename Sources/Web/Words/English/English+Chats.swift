internal import Domain
internal import Mail

extension English {
    func requestsWait(_ count: Int, _ requests: Link) -> Sentence {
        count == 1
            ? "\(requests("One connection request waits")) for your answer."
            : "\(requests("\(count) connection requests wait")) for your answer."
    }
    var noConversation: String { "No conversation yet." }
    func findSomebody(_ people: Link) -> Sentence {
        "\(people("Find somebody")) and send a connection request, or give others your address:"
    }
    func unread(_ count: Int) -> String { "unread" }
    var noMessageYet: String { "No message yet" }

    func messages(with name: String) -> String { "Messages with \(name)" }
    var writeMessage: String { "Write a message" }
    var view: String { "View" }
    var viewLive: String { "Live" }
    var viewRefreshing: String { "Every 20 seconds" }
    var viewByHand: String { "By hand" }
    func keys(_ agreement: KeyAgreement) -> String {
        switch agreement {
        case .classical: "Encryption: standard (X25519). Quantum-safe when both nodes have OpenSSL 3.5."
        case .hybrid: "Encryption: quantum-safe too (X25519 and ML-KEM-768)."
        }
    }
    func text(of notice: MessageContent.Notice) -> String {
        switch notice {
        case .keysRenewed:
            "The encryption was started afresh, because one side was restored from a backup, or messages could not be opened. Some messages may be missing."
        case .anotherAccount:
            "Another account has this address now: this may be another person. What stands above was written with the account before, and what had not been delivered will not be."
        }
    }

    var unknownContent: String { "This node is too old to show this message." }

    func text(of notice: ConversationNotice) -> String {
        switch notice {
        case .broken:
            "The two of you can’t read each other any more, or the other side never answered: nothing can be sent. Send a new request."
        case .renewing: "The keys of this conversation are being renewed. What you write waits here until the other side answers."
        case .renewalWaits(.libraryLost):
            "The keys of this conversation have to be renewed and can’t be: they were made with ML-KEM, which this node’s libcrypto no longer offers. What you write waits here until the operator runs the node with OpenSSL 3.5 or newer again."
        case .renewalWaits(.weakerPeer):
            "The keys of this conversation have to be renewed, and the other side’s node does so without ML-KEM, with which they were made. Weaker keys are refused: what you write waits here until that node has ML-KEM again."
        case .waiting(let failure):
            switch failure {
            case .noTor: "Your messages wait here: this node is still joining Tor."
            case .unknownAddress: "Your messages wait here: the other node does not answer, it may be off."
            case .offline: "Your messages wait here: the other node can’t be reached now."
            case .timedOut: "Your messages wait here: the other node did not answer in time."
            case .refused: "Your messages wait here: the other node refused the link."
            case .protocolViolation: "Your messages wait here: the other node answered in a way this one does not understand."
            case .busy: "Your messages wait here: too many questions for the other node are under way."
            }
        }
    }

    var youWrote: String { "You wrote:" }
    func wrote(_ name: String) -> String { "\(name) wrote:" }
    func state(_ state: MessageState) -> String? {
        switch state {
        case .received, .notice: nil
        case .queued: "queued"
        case .delivered: "delivered"
        case .expired: "not delivered: the other node was not reached for 14 days"
        case .failed: "not delivered: the connection is closed"
        }
    }
    var allDelivered: String { "All delivered up to here." }
    var olderMessages: String { "Older messages" }
    func conversationBegins(with name: String) -> String { "Here your conversation with \(name) begins." }
    var lookForNew: String { "Look for new messages" }
    var backToNewest: String { "Back to the newest" }
    func connectionLost(_ again: Link) -> Sentence { "The connection was lost. \(again("Reconnect"))" }
    func paused(_ again: Link) -> Sentence {
        "Paused, because three other live pages are open in this browser. \(again("Continue here"))"
    }
    func pausedByCrowd(_ again: Link) -> Sentence {
        "Paused, because this node has no room for more live pages. \(again("Continue here"))"
    }
    func goingDown(_ again: Link) -> Sentence { "The node is going down. \(again("Load again later"))" }
    func loggedOut(_ logIn: Link) -> Sentence { "You are logged out. \(logIn("Log in again"))." }

    var message: String { "Message" }
    var send: String { "Send" }
    var severalLines: String { "Several lines" }
    var oneLine: String { "One line: Enter sends" }
    var loggedOutTitle: String { "Logged out" }
    func loggedOutUnsent(_ logIn: Link) -> Sentence {
        "You are logged out. \(logIn("Log in again")); what you wrote was not sent, copy it before:"
    }
    var whatYouWrote: String { "What you wrote" }
}
