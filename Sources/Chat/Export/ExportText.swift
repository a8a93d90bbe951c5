internal import Domain
internal import Mail

/// The texts inside an export: plain UTF-8 for people to read in their language, times in UTC.
///
/// Every line of what somebody wrote is indented, so that no text can pass for a line of the file; control characters and the invisible
/// characters that turn text around become U+FFFD, as they do on pages: the file is safe to show in a terminal.
struct ExportText: Sendable {
    private static let indentation = "    "
    private static let states: [MessageState] = [.queued, .delivered, .received, .expired, .failed, .notice]

    private let words: any ExportWords
    /// The head of a message has one width in every state: the state may change between measuring a file and writing it.
    private let stateByteCount: Int

    /// In the language of `words`.
    init(in words: any ExportWords) {
        self.words = words
        stateByteCount = Self.states.map { Self.told($0, in: words).utf8.count }.max() ?? 0
    }

    /// `account.txt`.
    func account(_ member: Member, minute: UnixMinute) -> String {
        words.exportedAccount(
            name: member.name.text, address: member.address.description, on: minute, vanishesOn: member.vanishesOn) + "\n"
    }

    /// `contacts.txt`.
    func contacts(_ contacts: [ExportedContact]) -> String {
        var text = words.exportedContacts(contacts.count) + "\n" + (contacts.isEmpty ? "" : "\n")
        for contact in contacts { text += "\(contact.peer)\n\(Self.indentation)\(connection(contact))\n" }
        return text
    }

    /// `requests.txt`.
    func requests(_ requests: Requests) -> String {
        var text = words.exportedIncoming(requests.incoming.count) + "\n\n"
        for request in requests.incoming { text += entry(request.from, request.minute, request.greeting) }
        text += words.exportedOutgoing(requests.outgoing.count) + "\n\n"
        for request in requests.outgoing { text += entry(request.to, request.minute, request.greeting) }
        text += words.exportedDenied(requests.denied.count) + "\n\n"
        for denial in requests.denied { text += "\(denial.from)\n" }
        return text
    }

    private func entry(_ address: MemberAddress, _ minute: UnixMinute, _ greeting: String) -> String {
        "[\(minute)] \(address)\n" + (greeting.isEmpty ? "" : Self.indented(greeting)) + "\n"
    }

    private func connection(_ contact: ExportedContact) -> String {
        words.exportedConnection(since: contact.since, isBroken: contact.isBroken)
    }

    /// The first lines of a conversation's file.
    func conversation(_ contact: ExportedContact, own: MemberAddress) -> String {
        words.exportedConversation(of: own.description, with: contact.peer.description) + "\n" + connection(contact) + "\n\n"
    }

    /// A message: when, who, how far it came, then its text.
    func message(_ message: Message, own: Username, peer: Username) -> String {
        let who = message.state == .notice ? words.exportedNode : message.isMine ? own.text : peer.text
        let told = Self.told(message.state, in: words)
        let filling = String(repeating: " ", count: stateByteCount - told.utf8.count)
        return "[\(message.minute)] \(who)\(told)\(filling)\n\(Self.indented(text(of: message.content)))\n"
    }

    private static func told(_ state: MessageState, in words: any ExportWords) -> String {
        words.exportedState(state).map { "  (\($0))" } ?? ""
    }

    /// What a message says; what is no text is told in brackets.
    private func text(of content: MessageContent) -> String {
        switch content {
        case .text(let text): text
        case .notice(let notice): "[\(words.text(of: notice))]"
        case .unknown: "[\(words.unknownContent)]"
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
