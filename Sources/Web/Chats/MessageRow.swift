internal import Mail

/// One message in a list, written forward: a page has fifty.
struct MessageRow {
    /// The language they read who look at it.
    let words: any Words
    /// What stands before a message of the other's, for screen readers.
    private let wrote: String
    private let youWrote: String

    /// Rows of a conversation with `peer`.
    init(peer: String, in words: any Words) {
        self.words = words
        wrote = words.wrote(peer)
        youWrote = words.youWrote
    }

    /// The row: text as it was written (plain, lines kept, its own direction), then minute and state.
    func write(_ message: Message, to out: inout HTMLWriter) {
        let text = ContentText.words(of: message.content, in: words)
        // A line of the node's own, for example that keys were renewed.
        if message.state == .notice { return out.element(.li, .class("notice"), text: text) }
        out.start(.li, .class(Self.kind(of: message)))
        out.start(.span, .class("reader"))
        out.text(message.isMine ? youWrote : wrote)
        out.text(" ")
        out.end(.span)
        out.element(.p, .class("text"), .directionOfText, text: text)
        out.start(.p, .class("meta"))
        out.part(ShownTime.clock(message.minute, in: words))
        writeState(of: message, to: &out)
        out.end(.p)
        out.end(.li)
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
    private func writeState(of message: Message, to out: inout HTMLWriter) {
        guard let told = words.state(message.state) else { return }
        guard message.state == .queued else {
            out.start(.span)
            return writeEnd(told, to: &out)
        }
        out.start(.span, .class("waits"))
        writeEnd(told, to: &out)
        out.start(.span, .class("done"))
        writeEnd(words.state(.delivered) ?? "", to: &out)
    }

    private func writeEnd(_ state: String, to out: inout HTMLWriter) {
        out.text(" · ")
        out.text(state)
        out.end(.span)
    }
}
