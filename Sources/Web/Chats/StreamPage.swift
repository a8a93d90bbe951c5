internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// The frame that shows a conversation's messages, newest at the bottom; as a whole page or, live, piece by piece.
struct StreamPage: Sendable {
    /// Whose messages.
    let conversation: Conversation
    /// How they are shown.
    let view: StreamView
    private var lastDay: UnixDay?

    init(_ conversation: Conversation, view: StreamView) {
        self.conversation = conversation
        self.view = view
    }

    /// The page's beginning up to the place where messages go, with a link to those before `oldest` when there are more.
    func opening(oldest: MessageID?) -> [UInt8] {
        let name = conversation.peer.name.description
        var out = Layout.opening("Messages with \(name)", kind: "stream", refresh: view == .refreshing ? 20 : nil)
        HTML.writeStart(of: .main, [.class("scroll")], to: &out)
        // Screen readers announce what is added to a log.
        HTML.writeStart(of: .div, [.role("log"), .live("polite"), .label("Messages with \(name)")], to: &out)
        HTML.writeStart(of: .ol, [.class("log")], to: &out)
        if let oldest {
            line("edge", "Older messages", .stream(conversation.id, .before(oldest))).write(to: &out)
        } else {
            Tag.li("Here your conversation with \(name) begins.", .class("edge")).write(to: &out)
        }
        return out
    }

    /// Messages, with a line before each new day.
    mutating func rows(_ messages: some Collection<Message>) -> [UInt8] {
        var out: [UInt8] = []
        for message in messages {
            if message.minute.day != lastDay {
                lastDay = message.minute.day
                Tag.li(.class("day")) { Tag.time(ShownTime.day(message.minute.day), .dateTime(message.minute.day.description)) }.write(
                    to: &out)
            }
            MessageRow.row(message, peer: conversation.peer.name.description).write(to: &out)
        }
        return out
    }

    /// The end of a page that stands still.
    func closing() -> [UInt8] {
        var out: [UInt8] = []
        switch view {
        case .live: break
        case .refreshing, .still: line("edge", "Look for new messages", .stream(conversation.id, view)).write(to: &out)
        case .before: line("edge", "Back to the newest", .stream(conversation.id, .live)).write(to: &out)
        }
        out.append(contentsOf: "</ol></div></main></body></html>\n".utf8)
        return out
    }

    /// Says that all of one's own messages above have been delivered; the stylesheet turns their state over (see `Stylesheet.log`).
    static let settled = Tag.li("All delivered up to here.", .class("settled")).bytes

    /// A sign of life. The stylesheet shows its words when no other follows for over a minute: then the connection has died unnoticed.
    func beat() -> [UInt8] {
        Tag.li(.class("beat")) {
            "No sign from the node for a while. "
            Tag.a("Load again", .href(.stream(conversation.id, .live)))
        }.bytes
    }

    /// The last line of a live page, and why it ends.
    func ending(_ reason: StreamEnding) -> [UInt8] {
        var out: [UInt8] = []
        switch reason {
        case .renewed: Tag.li(.class("edge")) { Tag.meta(.refresh(seconds: 0)) }.write(to: &out)
        case .replaced:
            line("edge", "Paused, because three other live pages are open in this browser. Continue here", .stream(conversation.id, .live))
                .write(to: &out)
        case .crowded:
            line("edge", "Paused, because this node has no room for more live pages. Continue here", .stream(conversation.id, .live))
                .write(to: &out)
        case .stopped: line("edge", "The node is going down. Load again later", .stream(conversation.id, .live)).write(to: &out)
        case .signedOut:
            Tag.li(.class("edge")) {
                "You are logged out. "
                Tag.a("Log in again", .href(.login), .target(.wholeWindow))
            }.write(to: &out)
        }
        out.append(contentsOf: "</ol></div></main></body></html>\n".utf8)
        return out
    }

    private func line(_ kind: StaticString, _ words: String, _ place: Place) -> HTML {
        Tag.li(.class(kind)) { Tag.a(words, .href(place)) }
    }
}
