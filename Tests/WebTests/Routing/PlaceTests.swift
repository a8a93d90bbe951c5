import Accounts
import Chat
import Domain
import Mail
import Testing

@testable import HTTP
@testable import Web

@Suite struct PlaceTests {
    private func place(_ text: String) -> Place? { Router.house.match(RequestTarget(text), isForm: false)?.place }

    /// Every place, with whether a form is sent there.
    private static let places: [(place: Place, hasPage: Bool, hasForm: Bool)] = {
        let id = Samples.chat
        let pages: [Place] = [
            .home, .people, .requests, .stylesheet, .chat(id), .stream(id, .live), .stream(id, .refreshing), .stream(id, .still),
            .stream(id, .before(MessageID(number: 12))), .composer(id, .line), .composer(id, .lines), .settings(.index),
            .settings(.sessions), .settings(.archive(TicketID(row: id.row))),
        ]
        let forms: [Place] = [
            .logout, .language, .sendRequest, .acceptRequest(RequestID(row: id.row)), .denyRequest(RequestID(row: id.row)),
            .undoDenial(RequestID(row: id.row)), .messages(id), .settings(.endSession(SignInNumber(row: id.row))),
            .settings(.endOtherSessions),
        ]
        let both: [Place] = [
            .login, .register, .settings(.language), .settings(.password), .settings(.destructionPassword), .settings(.export),
            .settings(.deleteAccount),
        ]
        return pages.map { ($0, true, false) } + forms.map { ($0, false, true) } + both.map { ($0, true, true) }
    }()

    @Test func `every place is routed by its own URL, as a page or a form, and found again`() {
        for (place, hasPage, hasForm) in Self.places {
            #expect(Router.house.match(RequestTarget(place.text), isForm: false)?.place == (hasPage ? place : nil), "\(place.text)")
            #expect(Router.house.match(RequestTarget(place.text), isForm: true)?.place == (hasForm ? place : nil), "\(place.text)")
        }
        #expect(Place.chat(Samples.chat).text == "/chats/123456789abcdef0")
        #expect(Place.stream(Samples.chat, .before(MessageID(number: 12))).text == "/chats/123456789abcdef0/stream?before=12")
    }

    @Test func `every route has its place in the list above`() {
        let routed = Self.places.flatMap { place, hasPage, hasForm -> [String] in
            let path = RequestTarget(place.text).path.replacing("\(Samples.chat)", with: "*")
            return (hasPage ? ["page \(path)"] : []) + (hasForm ? ["form \(path)"] : [])
        }
        #expect(Set(routed) == Set(Router.house.routes.map { "\($0.isForm ? "form" : "page") \($0.pattern.path(filledWith: "*"))" }))
    }

    @Test(arguments: [
        "", "//", "/login/", "/Login", "/login/x", "/%6cogin", "/../", "/./", "/chats", "/chats/", "/chats/1", "/chats/123456789ABCDEF0",
        "/chats/f23456789abcdef0", "/chats/123456789abcdef0/", "/chats/123456789abcdef0/other", "/chats/123456789abcdef0/stream/",
        "/requests/123456789abcdef0", "/requests/123456789abcdef0/undo/", "/people/", "/people/request/", "/style.css/", "/favicon.ico",
        "/settings/", "/settings/password/", "/settings/sessions/123456789ABCDEF0/end", "/settings/sessions/end", "/settings/export/",
        "/settings/export/1", "/settings/export/123456789abcdef0/", "/settings/other",
    ])
    func `there is no second spelling of a place`(path: String) {
        #expect(place(path) == nil)
    }

    @Test func `an odd query shows the plain view`() {
        for query in ["", "mode", "mode=x", "before=", "before=x", "before=-1", "before=1&x", "before=99999999999999999999", "before=1=2"] {
            #expect(place("/chats/123456789abcdef0/stream?\(query)") == .stream(Samples.chat, .live), "\(query)")
        }
    }
}
