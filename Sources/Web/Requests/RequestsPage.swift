internal import Domain
internal import Mail

/// Connection requests: those that wait for an answer, and those that were sent.
enum RequestsPage {
    /// The page.
    static func page(_ requests: Requests, viewer: Viewer, now: UnixMinute, problem: String? = nil, note: Note? = nil) -> [UInt8] {
        let words = viewer.words
        let title = words.name(of: .requests)
        return Layout.member(title, viewer: viewer, section: .requests, note: note) {
            Tag.h1(title)
            Layout.problemLine(problem)
            if requests.incoming.isEmpty {
                Tag.p(words.nobodyWaits, .class("empty"))
            } else {
                Tag.ul(.class("cards")) {
                    for request in requests.incoming { incoming(request, viewer: viewer, now: now) }
                }
            }
            if requests.lockedCount > 0 { Tag.p(words.locked(requests.lockedCount), .class("notice")) }
            if !requests.denied.isEmpty {
                Tag.h2(words.deniedByYou)
                Tag.ul(.class("cards")) {
                    for denial in requests.denied { denied(denial, viewer: viewer) }
                }
            }
            if !requests.outgoing.isEmpty {
                Tag.h2(words.sentByYou)
                Tag.ul(.class("cards")) {
                    for request in requests.outgoing { outgoing(request, viewer: viewer, now: now) }
                }
            }
        }
    }

    private static func incoming(_ request: IncomingRequest, viewer: Viewer, now: UnixMinute) -> HTML {
        Tag.li(.class("panel")) {
            AddressLine.person(request.from)
            greeting(request.greeting)
            Tag.p(.class("hint")) { ShownTime.relative(request.minute, now: now, in: viewer.words) }
            Tag.div(.class("choices")) {
                answer(.acceptRequest(request.id), viewer.words.accept(request.from.name.description), "button", token: viewer.token)
                answer(.denyRequest(request.id), viewer.words.deny(request.from.name.description), "quiet", token: viewer.token)
            }
        }
    }

    private static func outgoing(_ request: OutgoingRequest, viewer: Viewer, now: UnixMinute) -> HTML {
        let words = viewer.words
        let sent = ShownTime.relative(request.minute, now: now, in: words)
        return Tag.li(.class("panel")) {
            AddressLine.person(request.to)
            greeting(request.greeting)
            Tag.p(.class("hint")) {
                request.isAnswerLocked ? words.sentAndAnswered(sent) : words.sent(sent)
            }
            if request.isAnswerLocked {
                Tag.p(words.answerLocked, .class("notice"))
            }
        }
    }

    private static func denied(_ denial: DeniedRequest, viewer: Viewer) -> HTML {
        Tag.li(.class("panel")) {
            AddressLine.person(denial.from)
            Tag.p(viewer.words.deniedHint, .class("hint"))
            answer(.undoDenial(denial.id), viewer.words.undoDenial(denial.from.name.description), "quiet", token: viewer.token)
        }
    }

    private static func greeting(_ text: String) -> HTML {
        text.isEmpty ? .empty : Tag.p(text, .class("text"), .directionOfText)
    }

    private static func answer(_ place: Place, _ button: ButtonWords, _ kind: StaticString, token: String) -> HTML {
        Tag.form(.post(place)) {
            Layout.formFields(token)
            Tag.button(button.shown, .submit, .class(kind), .label(button.name))
        }
    }
}
