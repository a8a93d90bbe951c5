internal import Mail

/// What a reader sees of a message's content.
enum ContentText {
    /// A text as it was written, a sentence for everything else.
    static func words(of content: MessageContent, in words: any Words) -> String {
        switch content {
        case .text(let text): text
        case .notice(let notice): words.text(of: notice)
        case .unknown: words.unknownContent
        }
    }
}
