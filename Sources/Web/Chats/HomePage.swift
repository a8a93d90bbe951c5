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
        Layout.member("Conversations", viewer: viewer, section: .conversations, note: note) {
            Tag.h1("Conversations")
            if waitingRequests > 0 {
                Tag.p(.class("note")) {
                    Tag.a(
                        waitingRequests == 1 ? "One connection request waits" : "\(waitingRequests) connection requests wait",
                        .href(.requests))
                    " for your answer."
                }
            }
            if conversations.isEmpty {
                Tag.div(.class("empty")) {
                    Tag.p("No conversation yet.")
                    Tag.p {
                        Tag.a("Find somebody", .href(.people))
                        " and send a connection request, or give others your address:"
                    }
                    AddressLine.own(viewer.address)
                }
            } else {
                Tag.ul(.class("rows")) {
                    for conversation in conversations { row(conversation, now: now) }
                }
            }
        }
    }

    private static func row(_ conversation: ConversationSummary, now: UnixMinute) -> HTML {
        Tag.li {
            Tag.a(.class(conversation.unreadCount > 0 ? "row unread" : "row"), .href(.chat(conversation.id))) {
                Tag.span(.class("top")) {
                    Tag.bdi(conversation.peer.name.description, .class("name"))
                    if conversation.unreadCount > 0 {
                        Tag.span(.class("count")) {
                            "\(conversation.unreadCount)"
                            Tag.span(" unread", .class("reader"))
                        }
                    }
                    if let minute = conversation.lastMinute { ShownTime.relative(minute, now: now) }
                }
                Tag.span(conversation.lastText.map(firstLine) ?? "No message yet", .class("preview"), .directionOfText)
                Tag.span(conversation.peer.node.description, .class("node"))
            }
        }
    }

    /// The list shows one line; 120 characters fill the widest window.
    private static func firstLine(_ text: String) -> String { String(text.prefix { $0 != "\n" }.prefix(120)) }
}
