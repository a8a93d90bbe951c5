internal import Domain
internal import Mail

/// Search by exact name or address, and ask for a connection.
enum PeoplePage {
    /// What a search came to.
    enum Outcome: Sendable, Equatable {
        case found(Profile)
        /// It failed, for that reason.
        case failed(String)
    }

    /// The page: the field, then what was found.
    static func page(
        query: String, outcome: Outcome?, greeting: String = "", problem: String? = nil, viewer: Viewer, note: Note? = nil
    ) -> [UInt8] {
        let words = viewer.words
        let title = words.name(of: .people)
        return Layout.member(title, viewer: viewer, section: .people, note: note) {
            Tag.h1(title)
            Tag.form(.get(.people), .role("search"), .class("search")) {
                Field(
                    name: "q", title: words.usernameOrAddress,
                    hint: ("q-hint", words.usernameOrAddressHint),
                    attributes: [.type(.search), .value(query), .required, .maxLength(160), .plainTyping, .autocomplete("off")]
                        + (query.isEmpty ? [.autofocus] : [])
                ).input
                Tag.button(words.search, .submit)
            }
            switch outcome {
            case .found(let profile): result(profile, greeting: greeting, problem: problem, viewer: viewer)
            case .failed(let problem): Tag.section(.class("panel"), .label(words.result)) { Layout.problemLine(problem) }
            case nil: HTML.empty
            }
            Tag.section(.class("panel"), .label(words.yourAddress)) {
                Tag.h2(words.yourAddress)
                Tag.p(words.yourAddressWhy)
                AddressLine.own(viewer)
            }
        }
    }

    private static func result(_ profile: Profile, greeting: String, problem: String?, viewer: Viewer) -> HTML {
        let words = viewer.words
        return Tag.section(.class("panel"), .label(words.result)) {
            AddressLine.person(profile.address)
            Layout.problemLine(problem)
            switch profile.relation {
            case .stranger: requestForm(profile.address, greeting: greeting, viewer: viewer)
            case .requested: Tag.p(words.requestWaits)
            case .asked: Tag.p { words.asked(Link(.requests)) }
            case .contact(let id): Tag.p { words.contact(Link(.chat(id))) }
            case .you: Tag.p(words.you)
            }
        }
    }

    private static func requestForm(_ address: MemberAddress, greeting: String, viewer: Viewer) -> HTML {
        let words = viewer.words
        return Tag.form(.post(.sendRequest)) {
            Layout.formFields(viewer.token)
            Tag.input(.type(.hidden), .name("address"), .value(address.description))
            Field(
                name: "greeting", title: words.greeting,
                hint: ("greeting-hint", words.greetingHint(limit: 500)),
                attributes: [.rows(3), .maxLength(500)]
            ).area(greeting)
            Tag.button(words.sendRequest, .submit)
        }
    }
}
