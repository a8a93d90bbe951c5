internal import Domain

/// The frame around every page: head, bar, landmarks, footer.
enum Layout {
    /// The pages that the bar names.
    enum Section: CaseIterable, Sendable {
        case conversations, people, requests, settings

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
        let words = viewer.words
        return document(title, kind: kind, in: words) {
            Tag.a(words.skipToContent, .class("skip"), .anchor("content"))
            Tag.header(.class("bar")) {
                brand
                Tag.nav(.label(words.mainNavigation)) {
                    Tag.ul {
                        for each in Section.allCases {
                            Tag.li { HTML(.a, [.href(each.place)] + (each == section ? [.current] : []), HTML(words.name(of: each))) }
                        }
                    }
                }
                Tag.form(.post(.logout)) {
                    formFields(viewer.token)
                    Tag.button(words.logOut, .submit, .class("quiet"))
                }
            }
            Tag.main(.id("content")) {
                if let note { noteLine(note, in: words) }
                content()
            }
            Tag.footer {
                Tag.p {
                    words.loggedIn(as: Part(viewer.address.name.description, .strongName))
                    " "
                    if let day = viewer.vanishesOn {
                        words.vanishes(on: ShownTime.date(day, in: words))
                    } else {
                        words.vanishesNeverWithoutClock
                    }
                }
            }
        }
    }

    /// A page for people who are not signed in: one card in the middle.
    ///
    /// - Parameter languages: below the card, the way to other languages, where the browser has a token to send it with.
    static func visitor(
        _ title: String, in words: any Words, note: Note? = nil, languages: HTML = .empty, @HTMLBuilder content: () -> HTML
    ) -> [UInt8] {
        document(title, kind: "visitor", in: words) {
            Tag.header { brand }
            Tag.main(.id("content"), .class("card")) {
                if let note { noteLine(note, in: words) }
                content()
            }
            languages
        }
    }

    /// A whole document.
    static func document(
        _ title: String, kind: StaticString, refresh: Int? = nil, in words: any Words, @HTMLBuilder body: () -> HTML
    ) -> [UInt8] {
        var out = opening(title, kind: kind, refresh: refresh, in: words)
        body().write(to: &out)
        out.append(contentsOf: "</body></html>\n".utf8)
        return out
    }

    /// A document's beginning, with `<body>` open.
    static func opening(_ title: String, kind: StaticString, refresh: Int? = nil, in words: any Words) -> [UInt8] {
        var out = Array("<!DOCTYPE html>\n".utf8)
        out.reserveCapacity(8192)
        HTML.writeStart(of: .html, [.lang(words.language)], to: &out)
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
    static func problemLine(_ sentence: String?) -> HTML {
        guard let sentence else { return .empty }
        return Tag.p(sentence, .class("problem"), .role("alert"), .id("problem"))
    }

    private static func noteLine(_ note: Note, in words: any Words) -> HTML {
        Tag.p(words.text(of: note), .class("note"), .role("status"))
    }

    private static var brand: HTML {
        Tag.a(.class("brand"), .href(.home)) {
            Tag.span(.class("ring"), .hiddenFromReaders)
            "OnionNode"
        }
    }
}
