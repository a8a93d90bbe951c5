internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// The frame in which messages are written. It posts to ``Place/messages(_:)`` and comes back to itself.
enum ComposerPage {
    /// The field, one line or several, with what could not be sent still in it.
    static func page(in id: ConversationID, view: ComposerView, token: String, text: String = "", problem: String? = nil) -> [UInt8] {
        Layout.document("Write a message", kind: "composer") {
            Tag.main {
                Layout.problemLine(problem)
                Tag.form(.postMultipart(.messages(id)), .class("write")) {
                    Layout.formFields(token)
                    Tag.input(.type(.hidden), .name("lines"), .value(view.rawValue))
                    Tag.label("Message", .for("text"), .class("reader"))
                    switch view {
                    case .line: HTML(.input, shared + [.type(.text), .value(text)], .empty)
                    case .lines: HTML(.textarea, shared + [.rows(3)], HTML(text))
                    }
                    // `autofocus` works on a window's first page only. A redirect keeps the fragment of the URL it was asked by, and a
                    // fragment that names a field puts the focus there: so the next message can be typed at once.
                    Tag.button("Send", .submit, .postComingBackTo("text", .messages(id)))
                }
                switch view {
                case .line: Tag.p(.class("aside")) { Tag.a("Several lines", .href(.composer(id, .lines))) }
                case .lines: Tag.p(.class("aside")) { Tag.a("One line: Enter sends", .href(.composer(id, .line))) }
                }
            }
        }
    }

    /// What stands in the frame when the sign-in has ended: the way back, and what had been typed, so that it is not lost.
    static func signedOut(text: String) -> [UInt8] {
        Layout.document("Logged out", kind: "composer") {
            Tag.main {
                Tag.p(.class("problem"), .role("alert")) {
                    "You are logged out. "
                    Tag.a("Log in again", .href(.login), .target(.wholeWindow))
                    text.isEmpty ? "." : "; what you wrote was not sent, copy it before:"
                }
                if !text.isEmpty { Tag.textarea(text, .rows(3), .label("What you wrote")) }
            }
        }
    }

    private static let shared: [Attribute] = [
        .id("text"), .name("text"), .required, .autofocus, .autocomplete("off"), .directionOfText, .placeholder("Message"),
    ]
}
