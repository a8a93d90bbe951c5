internal import Accounts
internal import Chat
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
        Tag.li {
            Tag.a(.class(conversation.unreadCount > 0 ? "row unread" : "row"), .href(.chat(conversation.id))) {
                Tag.span(.class("top")) {
                    Tag.bdi(conversation.peer.name.description, .class("name"))
                    if conversation.unreadCount > 0 {
                        Tag.span(.class("count")) {
                            "\(conversation.unreadCount)"
                            Tag.span(" \(words.unread(conversation.unreadCount))", .class("reader"))
                        }
                    }
                    ShownTime.relative(conversation.minute, now: now, in: words)
                }
                Tag.span(
                    conversation.last.map { firstLine(ContentText.words(of: $0, in: words)) } ?? words.noMessageYet, .class("preview"),
                    .directionOfText)
                Tag.span(conversation.peer.node.description, .class("node"))
            }
        }
    }

    /// The list shows one line; 120 characters fill the widest window.
    private static func firstLine(_ text: String) -> String { String(text.prefix { $0 != "\n" }.prefix(120)) }
}
