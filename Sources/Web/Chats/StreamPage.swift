internal import Domain
internal import Mail

/// The frame that shows a conversation's messages, newest at the bottom; as a whole page or, live, piece by piece.
struct StreamPage: Sendable {
    /// Whose messages.
    let conversation: Conversation
    /// How they are shown.
    let view: StreamView
    /// The language they read who look at it.
    let words: any Words
    private var lastDay: UnixDay?

    init(_ conversation: Conversation, view: StreamView, in words: any Words) {
        self.conversation = conversation
        self.view = view
        self.words = words
    }

    /// The page's beginning up to the place where messages go, with a link to those before `oldest` when there are more.
    func opening(oldest: MessageID?) -> [UInt8] {
        let name = conversation.peer.name.description
        var out = Layout.opening(
            words.messages(with: name), kind: "stream", refresh: view == .refreshing ? 20 : nil, in: words)
        HTML.writeStart(of: .main, [.class("scroll")], to: &out)
        // Screen readers announce what is added to a log.
        HTML.writeStart(of: .div, [.role("log"), .live("polite"), .label(words.messages(with: name))], to: &out)
        HTML.writeStart(of: .ol, [.class("log")], to: &out)
        if let oldest {
            line("edge", words.olderMessages, .stream(conversation.id, .before(oldest))).write(to: &out)
        } else {
            Tag.li(words.conversationBegins(with: name), .class("edge")).write(to: &out)
        }
        return out
    }

    /// Messages, with a line before each new day.
    mutating func rows(_ messages: some Collection<Message>) -> [UInt8] {
        var out = HTMLWriter(reserving: 512 * messages.count)
        let row = MessageRow(peer: conversation.peer.name.description, in: words)
        for message in messages {
            let day = message.minute.day
            if day != lastDay {
                lastDay = day
                out.start(.li, .class("day"))
                out.part(ShownTime.longDate(day, in: words))
                out.end(.li)
            }
            row.write(message, to: &out)
        }
        return out.bytes
    }

    /// The end of a page that stands still.
    func closing() -> [UInt8] {
        var out: [UInt8] = []
        switch view {
        case .live: break
        case .refreshing, .still: line("edge", words.lookForNew, .stream(conversation.id, view)).write(to: &out)
        case .before: line("edge", words.backToNewest, .stream(conversation.id, .live)).write(to: &out)
        }
        out.append(contentsOf: "</ol></div></main></body></html>\n".utf8)
        return out
    }

    /// Says that all of one's own messages above have been delivered; the stylesheet turns their state over (see `Stylesheet.log`).
    func settled() -> [UInt8] { Tag.li(words.allDelivered, .class("settled")).bytes }

    /// A sign of life. The stylesheet shows its words when no other follows for over a minute: then the connection has died unnoticed.
    func beat() -> [UInt8] {
        Tag.li(.class("beat")) { words.connectionLost(again) }.bytes
    }

    /// The last line of a live page, and why it ends.
    func ending(_ reason: StreamEnding) -> [UInt8] {
        var out: [UInt8] = []
        switch reason {
        case .renewed: Tag.li(.class("edge")) { Tag.meta(.refresh(seconds: 0)) }.write(to: &out)
        case .replaced: Tag.li(.class("edge")) { words.paused(again) }.write(to: &out)
        case .crowded: Tag.li(.class("edge")) { words.pausedByCrowd(again) }.write(to: &out)
        case .stopped: Tag.li(.class("edge")) { words.goingDown(again) }.write(to: &out)
        case .signedOut: Tag.li(.class("edge")) { words.loggedOut(Link(.login, target: .wholeWindow)) }.write(to: &out)
        }
        out.append(contentsOf: "</ol></div></main></body></html>\n".utf8)
        return out
    }

    private var again: Link { Link(.stream(conversation.id, .live)) }

    private func line(_ kind: StaticString, _ text: String, _ place: Place) -> HTML {
        Tag.li(.class(kind)) { Tag.a(text, .href(place)) }
    }
}
