internal import Domain
internal import Mail

/// A conversation: the frame of its messages above the frame of the field to write in.
///
/// Two frames, because the upper one never finishes loading and the lower one posts meanwhile.
enum ChatPage {
    /// The page.
    static func page(_ conversation: Conversation, viewer: Viewer, note: Note? = nil) -> [UInt8] {
        let id = conversation.id
        let name = conversation.peer.name.description
        let words = viewer.words
        return Layout.member(name, viewer: viewer, kind: "chat", note: note) {
            Tag.div(.class("peer")) {
                Tag.h1 { Tag.bdi(name) }
                Tag.span("@\(conversation.peer.node)", .class("node"))
                views(of: conversation, in: words)
            }
            if let notice = conversation.notice { Tag.p(words.text(of: notice), .class("notice"), .role("status")) }
            Tag.iframe(.name("stream"), .src(.stream(id, .live)), .title(words.messages(with: name)), .class("stream"))
            Tag.iframe(.name("composer"), .src(.composer(id, .line)), .title(words.writeMessage), .class("composer"))
        }
    }

    /// How the messages are shown, and what is said of the conversation when asked: what its keys are made of.
    private static func views(of conversation: Conversation, in words: any Words) -> HTML {
        let id = conversation.id
        return Tag.details(.class("views")) {
            Tag.summary(words.view)
            Tag.ul {
                Tag.li { Tag.a(words.viewLive, .href(.stream(id, .live)), .target(.streamFrame)) }
                Tag.li { Tag.a(words.viewRefreshing, .href(.stream(id, .refreshing)), .target(.streamFrame)) }
                Tag.li { Tag.a(words.viewByHand, .href(.stream(id, .still)), .target(.streamFrame)) }
                Tag.li(words.keys(conversation.keyAgreement), .class("hint"))
            }
        }
    }
}
