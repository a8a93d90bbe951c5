internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// One message in a list.
enum MessageRow {
    /// The row: text as it was written (plain, lines kept, its own direction), then minute and state.
    static func row(_ message: Message, peer: String) -> HTML {
        // A line of the node's own, for example that keys were renewed.
        if message.state == .notice { return Tag.li(message.text, .class("notice")) }
        return Tag.li(.class(kind(of: message))) {
            Tag.span(message.isMine ? "You wrote: " : "\(peer) wrote: ", .class("reader"))
            Tag.p(message.text, .class("text"), .directionOfText)
            Tag.p(.class("meta")) {
                ShownTime.clock(message.minute)
                state(of: message)
            }
        }
    }

    private static func kind(of message: Message) -> StaticString {
        switch message.state {
        case .received, .notice: "theirs"
        case .queued: "mine queued"
        case .delivered: "mine"
        case .expired, .failed: "mine lost"
        }
    }

    /// A queued message carries both words; which one is seen turns over when a ``StreamPage/settled`` line follows.
    @HTMLBuilder private static func state(of message: Message) -> HTML {
        switch message.state {
        case .received, .notice: HTML.empty
        case .queued:
            Tag.span(" · queued", .class("waits"))
            Tag.span(" · delivered", .class("done"))
        case .delivered: Tag.span(" · delivered")
        case .expired: Tag.span(" · not delivered: it expired")
        case .failed: Tag.span(" · not delivered: the connection is closed")
        }
    }
}
