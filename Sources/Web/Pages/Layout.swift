internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// The frame around every page: head, bar, landmarks, footer.
enum Layout {
    /// The pages that the bar names.
    enum Section: CaseIterable, Sendable {
        case conversations, people, requests, settings

        var title: String {
            switch self {
            case .conversations: "Conversations"
            case .people: "People"
            case .requests: "Requests"
            case .settings: "Settings"
            }
        }

        var place: Place {
            switch self {
            case .conversations: .home
            case .people: .people
            case .requests: .requests
            case .settings: .settings(.index)
            }
        }
    }

    /// A page of a signed-in member.
    static func member(
        _ title: String, viewer: Viewer, section: Section? = nil, kind: StaticString = "page", note: Note? = nil,
        @HTMLBuilder content: () -> HTML
    ) -> [UInt8] {
        document(title, kind: kind) {
            Tag.a("Skip to the content", .class("skip"), .anchor("content"))
            Tag.header(.class("bar")) {
                brand
                Tag.nav(.label("Main")) {
                    Tag.ul {
                        for each in Section.allCases {
                            Tag.li { HTML(.a, [.href(each.place)] + (each == section ? [.current] : []), HTML(each.title)) }
                        }
                    }
                }
                Tag.form(.post(.logout)) {
                    formFields(viewer.token)
                    Tag.button("Log out", .submit, .class("quiet"))
                }
            }
            Tag.main(.id("content")) {
                if let note { noteLine(note) }
                content()
            }
            Tag.footer {
                Tag.p {
                    "Logged in as "
                    Tag.strong { Tag.bdi(viewer.address.name.description) }
                    ". "
                    if let day = viewer.vanishesOn {
                        "Without a log-in this account is deleted on "
                        ShownTime.date(day)
                        "."
                    } else {
                        "No account is deleted as long as this node has no clock that it can believe."
                    }
                }
            }
        }
    }

    /// A page for people who are not signed in: one card in the middle.
    static func visitor(_ title: String, note: Note? = nil, @HTMLBuilder content: () -> HTML) -> [UInt8] {
        document(title, kind: "visitor") {
            Tag.header { brand }
            Tag.main(.id("content"), .class("card")) {
                if let note { noteLine(note) }
                content()
            }
        }
    }

    /// A whole document.
    static func document(_ title: String, kind: StaticString, refresh: Int? = nil, @HTMLBuilder body: () -> HTML) -> [UInt8] {
        var out = opening(title, kind: kind, refresh: refresh)
        body().write(to: &out)
        out.append(contentsOf: "</body></html>\n".utf8)
        return out
    }

    /// A document's beginning, with `<body>` open.
    static func opening(_ title: String, kind: StaticString, refresh: Int? = nil) -> [UInt8] {
        var out = Array("<!DOCTYPE html>\n".utf8)
        out.reserveCapacity(8192)
        HTML.writeStart(of: .html, [.lang], to: &out)
        Tag.head {
            Tag.meta(.charset)
            Tag.meta(.viewport)
            if let refresh { Tag.meta(.refresh(seconds: refresh)) }
            Tag.title("\(title) · OnionNode")
            Tag.link(.stylesheet)
        }.write(to: &out)
        HTML.writeStart(of: .body, [.class(kind)], to: &out)
        return out
    }

    /// The hidden fields that every form that changes something carries, and carries first: the token, and a number of this form alone.
    @HTMLBuilder static func formFields(_ token: String) -> HTML {
        Tag.input(.type(.hidden), .name("token"), .value(token))
        Tag.input(.type(.hidden), .name(FormNumber.fieldName), .value(FormNumber.random().text))
    }

    /// What went wrong, above the form it is about.
    static func problemLine(_ words: String?) -> HTML {
        guard let words else { return .empty }
        return Tag.p(.class("problem"), .role("alert"), .id("problem")) { sentence(words) }
    }

    /// An error's plain words as a sentence.
    static func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() + "." }

    private static func noteLine(_ note: Note) -> HTML { Tag.p(note.text, .class("note"), .role("status")) }

    private static var brand: HTML {
        Tag.a(.class("brand"), .href(.home)) {
            Tag.span(.class("ring"), .hiddenFromReaders)
            "OnionNode"
        }
    }
}
