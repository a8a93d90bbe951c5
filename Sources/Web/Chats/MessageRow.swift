internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// One message in a list.
enum MessageRow {
    /// The row: text as it was written (plain, lines kept, its own direction), then minute and state.
    static func row(_ message: Message, peer: String, in words: any Words) -> HTML {
        // A line of the node's own, for example that keys were renewed.
        if message.state == .notice { return Tag.li(ContentText.words(of: message.content, in: words), .class("notice")) }
        return Tag.li(.class(kind(of: message))) {
            Tag.span("\(message.isMine ? words.youWrote : words.wrote(peer)) ", .class("reader"))
            Tag.p(ContentText.words(of: message.content, in: words), .class("text"), .directionOfText)
            Tag.p(.class("meta")) {
                ShownTime.clock(message.minute, in: words)
                state(of: message, in: words)
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
    @HTMLBuilder private static func state(of message: Message, in words: any Words) -> HTML {
        if let told = words.state(message.state) {
            if message.state == .queued {
                Tag.span(" · \(told)", .class("waits"))
                Tag.span(" · \(words.state(.delivered) ?? "")", .class("done"))
            } else {
                Tag.span(" · \(told)")
            }
        }
    }
}
