internal import Domain
internal import Mail

/// The texts inside an export: plain UTF-8 for people to read, times in UTC.
///
/// Every line of what somebody wrote is indented, so that no text can pass for a line of the file; control characters and the invisible
/// characters that turn text around become U+FFFD, as they do on pages: the file is safe to show in a terminal.
enum ExportText {
    private static let indentation = "    "
    /// The head of a message has one width in every state: the state may change between measuring a file and writing it.
    private static let stateWidth = 13

    /// `account.txt`.
    static func account(_ member: Member, minute: UnixMinute) -> String {
        """
        Account \(member.name.text)
        Address \(member.address)

        Exported on \(minute) UTC. All times in these files are UTC.
        \(member.vanishesOn.map { "Without another log-in the node deletes the account on \($0)." } ?? "")
        The node does not keep when you registered. Passwords and keys are not part of an export.

        """
    }

    /// `contacts.txt`.
    static func contacts(_ contacts: [ExportedContact]) -> String {
        var text = contacts.isEmpty ? "No contacts.\n" : "Contacts: \(contacts.count)\n\n"
        for contact in contacts {
            text += "\(contact.peer)\n\(indentation)connected since \(contact.since)"
            text += contact.isBroken ? ", its keys no longer fit\n" : "\n"
        }
        return text
    }

    /// `requests.txt`.
    static func requests(_ requests: Requests) -> String {
        var text = "Waiting for your answer: \(requests.incoming.count)\n\n"
        for request in requests.incoming { text += entry(request.from, request.minute, request.greeting) }
        text += "Sent by you, waiting for an answer: \(requests.outgoing.count)\n\n"
        for request in requests.outgoing { text += entry(request.to, request.minute, request.greeting) }
        text += "Denied by you: \(requests.denied.count)\n\n"
        for denial in requests.denied { text += "\(denial.from)\n" }
        return text
    }

    private static func entry(_ address: MemberAddress, _ minute: UnixMinute, _ greeting: String) -> String {
        "[\(minute)] \(address)\n" + (greeting.isEmpty ? "" : indented(greeting)) + "\n"
    }

    /// The first lines of a conversation's file.
    static func conversation(_ contact: ExportedContact, own: MemberAddress) -> String {
        "Conversation of \(own) with \(contact.peer)\nConnected since \(contact.since)\n\n"
    }

    /// A message: when, who, how far it came, then its text.
    static func message(_ message: Message, own: Username, peer: Username) -> String {
        let who = message.state == .notice ? "this node" : message.isMine ? own.text : peer.text
        let state =
            switch message.state {
            case .queued: "waiting"
            case .delivered: "delivered"
            case .expired: "expired"
            case .failed: "not taken"
            case .received, .notice: ""
            }
        let told = state.isEmpty ? "" : "  (\(state))"
        return
            "[\(message.minute)] \(who)\(told)\(String(repeating: " ", count: stateWidth - told.count))\n\(indented(words(of: message.content)))\n"
    }

    /// What a message says; what is no text is told in brackets.
    private static func words(of content: MessageContent) -> String {
        switch content {
        case .text(let text): text
        case .notice(.keysRenewed): "[the keys of this conversation were renewed; messages may be missing]"
        case .notice(.anotherAccount): "[another account has this address from here on]"
        case .unknown: "[something that this version of the node does not know]"
        }
    }

    /// `text` with each of its lines indented and ended.
    static func indented(_ text: String) -> String {
        var out = indentation
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0a, 0x0b, 0x0c, 0x85, 0x2028, 0x2029: out += "\n" + indentation
            case 0x09: out.unicodeScalars.append(scalar)
            case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: out += "\u{fffd}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\n"
    }
}
