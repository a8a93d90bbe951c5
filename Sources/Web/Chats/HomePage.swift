internal import Crypto
internal import Domain
internal import Mail

/// The conversations, unread first, and what waits besides.
enum HomePage {
    /// The page.
    static func page(
        _ conversations: [ConversationSummary], waitingRequests: Int, viewer: Viewer, now: UnixMinute, note: Note? = nil
    ) -> [UInt8] {
        let words = viewer.words
        let title = words.name(of: .conversations)
        return Layout.member(title, viewer: viewer, section: .conversations, note: note) {
            Tag.h1(title)
            if waitingRequests > 0 {
                Tag.p(.class("note")) { words.requestsWait(waitingRequests, Link(.requests)) }
            }
            if conversations.isEmpty {
                Tag.div(.class("empty")) {
                    Tag.p(words.noConversation)
                    Tag.p { words.findSomebody(Link(.people)) }
                    AddressLine.own(viewer)
                }
            } else {
                Tag.ul(.class("rows")) {
                    for conversation in conversations { row(conversation, now: now, in: words) }
                }
            }
        }
    }

    private static func row(_ conversation: ConversationSummary, now: UnixMinute, in words: any Words) -> HTML {
        HTML(reserving: 640) { out in
            let preview = conversation.last.map { firstLine(ContentText.words(of: $0, in: words)) } ?? words.noMessageYet
            out.start(.li)
            out.start(.a, .class(conversation.unreadCount > 0 ? "row unread" : "row"), .href(.chat(conversation.id)))
            out.start(.span, .class("top"))
            out.element(.bdi, .class("name"), text: conversation.peer.name.description)
            if conversation.unreadCount > 0 {
                out.start(.span, .class("count"))
                out.text("\(conversation.unreadCount)")
                out.element(.span, .class("reader"), text: " \(words.unread(conversation.unreadCount))")
                out.end(.span)
            }
            out.part(ShownTime.relative(conversation.minute, now: now, in: words))
            out.end(.span)
            out.element(.span, .class("preview"), .directionOfText, text: preview)
            out.element(.span, .class("node"), text: conversation.peer.node.description)
            out.end(.a)
            out.end(.li)
        }
    }

    /// The list shows one line; 120 characters fill the widest window.
    private static func firstLine(_ text: String) -> String {
        let line = text.utf8.firstIndex(of: UInt8(ascii: "\n")).map { text[..<$0] } ?? text[...]
        // Counting characters is slow, and no character takes less than a byte.
        return String(line.utf8.count <= 120 ? line : line.prefix(120))
    }
}
