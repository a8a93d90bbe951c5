internal import Domain

/// The frame in which messages are written. It posts to ``Place/messages(_:)`` and comes back to itself.
enum ComposerPage {
    /// The field, one line or several, with what could not be sent still in it.
    static func page(in id: ConversationID, view: ComposerView, token: String, text: String = "", problem: String? = nil, words: any Words)
        -> [UInt8]
    {
        Layout.document(words.writeMessage, kind: "composer", in: words) {
            Tag.main {
                Layout.problemLine(problem)
                Tag.form(.postMultipart(.messages(id)), .class("write")) {
                    Layout.formFields(token)
                    Tag.input(.type(.hidden), .name("lines"), .value(view.rawValue))
                    Tag.label(words.message, .for("text"), .class("reader"))
                    switch view {
                    case .line: HTML(.input, shared(words) + [.type(.text), .value(text)], .empty)
                    case .lines: HTML(.textarea, shared(words) + [.rows(3)], HTML(text))
                    }
                    // `autofocus` works on a window's first page only. A redirect keeps the fragment of the URL it was asked by, and a
                    // fragment that names a field puts the focus there: so the next message can be typed at once.
                    Tag.button(words.send, .submit, .postComingBackTo("text", .messages(id)))
                }
                switch view {
                case .line: Tag.p(.class("aside")) { Tag.a(words.severalLines, .href(.composer(id, .lines))) }
                case .lines: Tag.p(.class("aside")) { Tag.a(words.oneLine, .href(.composer(id, .line))) }
                }
            }
        }
    }

    /// What stands in the frame when the sign-in has ended: the way back, and what had been typed, so that it is not lost.
    static func signedOut(text: String, in words: any Words) -> [UInt8] {
        let logIn = Link(.login, target: .wholeWindow)
        return Layout.document(words.loggedOutTitle, kind: "composer", in: words) {
            Tag.main {
                Tag.p(.class("problem"), .role("alert")) {
                    text.isEmpty ? words.loggedOut(logIn) : words.loggedOutUnsent(logIn)
                }
                if !text.isEmpty { Tag.textarea(text, .rows(3), .label(words.whatYouWrote)) }
            }
        }
    }

    private static func shared(_ words: any Words) -> [Attribute] {
        [.id("text"), .name("text"), .required, .autofocus, .autocomplete("off"), .directionOfText, .placeholder(words.message)]
    }
}
