internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// Search by exact name or address, and ask for a connection.
enum PeoplePage {
    /// What a search came to.
    enum Outcome: Sendable, Equatable {
        case found(Profile)
        /// It failed, in plain words.
        case failed(String)
    }

    /// The page: the field, then what was found.
    static func page(
        query: String, outcome: Outcome?, greeting: String = "", problem: String? = nil, viewer: Viewer, note: Note? = nil
    ) -> [UInt8] {
        Layout.member("People", viewer: viewer, section: .people, note: note) {
            Tag.h1("People")
            Tag.form(.get(.people), .role("search"), .class("search")) {
                Field(
                    name: "q", title: "Username or address",
                    hint: ("q-hint", "A username on this node, or name@address.onion. Only the exact name finds somebody."),
                    attributes: [.type(.search), .value(query), .required, .maxLength(160), .plainTyping, .autocomplete("off")]
                        + (query.isEmpty ? [.autofocus] : [])
                ).input
                Tag.button("Search", .submit)
            }
            switch outcome {
            case .found(let profile): result(profile, greeting: greeting, problem: problem, token: viewer.token)
            case .failed(let words): Tag.section(.class("panel"), .label("Result")) { Layout.problemLine(words) }
            case nil: HTML.empty
            }
            Tag.section(.class("panel"), .label("Your own address")) {
                Tag.h2("Your address")
                Tag.p("Others find you by it from their own nodes.")
                AddressLine.own(viewer.address)
            }
        }
    }

    private static func result(_ profile: Profile, greeting: String, problem: String?, token: String) -> HTML {
        Tag.section(.class("panel"), .label("Result")) {
            AddressLine.person(profile.address)
            Layout.problemLine(problem)
            switch profile.relation {
            case .stranger: requestForm(profile.address, greeting: greeting, token: token)
            case .requested: Tag.p("Your request waits for an answer.")
            case .asked:
                Tag.p {
                    "This person asked you: "
                    Tag.a("answer the request", .href(.requests))
                    "."
                }
            case .contact(let id): Tag.p { Tag.a("Open the conversation", .href(.chat(id))) }
            case .you: Tag.p("This is you.")
            }
        }
    }

    private static func requestForm(_ address: MemberAddress, greeting: String, token: String) -> HTML {
        Tag.form(.post(.sendRequest)) {
            Layout.formFields(token)
            Tag.input(.type(.hidden), .name("address"), .value(address.description))
            Field(
                name: "greeting", title: "Greeting",
                hint: ("greeting-hint", "Say who you are: up to 500 characters, read before the request is answered."),
                attributes: [.rows(3), .maxLength(500)]
            ).area(greeting)
            Tag.button("Ask for a connection", .submit)
        }
    }
}
