internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// Connection requests: those that wait for an answer, and those that were sent.
enum RequestsPage {
    /// The page.
    static func page(_ requests: Requests, viewer: Viewer, now: UnixMinute, problem: String? = nil, note: Note? = nil) -> [UInt8] {
        Layout.member("Requests", viewer: viewer, section: .requests, note: note) {
            Tag.h1("Requests")
            Layout.problemLine(problem)
            if requests.incoming.isEmpty {
                Tag.p("Nobody waits for your answer.", .class("empty"))
            } else {
                Tag.ul(.class("cards")) {
                    for request in requests.incoming { incoming(request, token: viewer.token, now: now) }
                }
            }
            if requests.lockedCount > 0 { Tag.p(locked(requests.lockedCount), .class("notice")) }
            if !requests.denied.isEmpty {
                Tag.h2("Denied by you")
                Tag.ul(.class("cards")) {
                    for denial in requests.denied { denied(denial, token: viewer.token) }
                }
            }
            if !requests.outgoing.isEmpty {
                Tag.h2("Sent by you")
                Tag.ul(.class("cards")) {
                    for request in requests.outgoing { outgoing(request, now: now) }
                }
            }
        }
    }

    private static func incoming(_ request: IncomingRequest, token: String, now: UnixMinute) -> HTML {
        Tag.li(.class("panel")) {
            AddressLine.person(request.from)
            greeting(request.greeting)
            Tag.p(.class("hint")) { ShownTime.relative(request.minute, now: now) }
            Tag.div(.class("choices")) {
                answer(.acceptRequest(request.id), "Accept", "button", about: "the request of \(request.from.name)", token: token)
                answer(.denyRequest(request.id), "Deny", "quiet", about: "the request of \(request.from.name)", token: token)
            }
        }
    }

    private static func outgoing(_ request: OutgoingRequest, now: UnixMinute) -> HTML {
        Tag.li(.class("panel")) {
            AddressLine.person(request.to)
            greeting(request.greeting)
            Tag.p(.class("hint")) {
                "Sent "
                ShownTime.relative(request.minute, now: now)
                request.isAnswerLocked ? "" : ", waits for an answer"
            }
            if request.isAnswerLocked {
                Tag.p("The answer is here and can’t be opened: \(lost)", .class("notice"))
            }
        }
    }

    private static func locked(_ count: Int) -> String {
        (count == 1 ? "A request is here and can’t be opened: " : "\(count) requests are here and can’t be opened: ") + lost
    }

    /// Said where post-quantum keys would be needed that were there before.
    private static let lost =
        "it needs post-quantum keys, and this node’s OpenSSL has none any more. Its operator can help: OpenSSL 3.5 or newer has them."

    private static func denied(_ denial: DeniedRequest, token: String) -> HTML {
        Tag.li(.class("panel")) {
            AddressLine.person(denial.from)
            Tag.p("To this account you can’t be found. A new account would be a new person.", .class("hint"))
            answer(.undoDenial(denial.id), "Take back", "quiet", about: "the denial of \(denial.from.name)", token: token)
        }
    }

    private static func greeting(_ text: String) -> HTML {
        text.isEmpty ? .empty : Tag.p(text, .class("text"), .directionOfText)
    }

    private static func answer(_ place: Place, _ title: String, _ kind: StaticString, about: String, token: String) -> HTML {
        Tag.form(.post(place)) {
            Layout.formFields(token)
            Tag.button(.submit, .class(kind)) {
                title
                Tag.span(" \(about)", .class("reader"))
            }
        }
    }
}
