import Chat
import Testing

@testable import Web

@Suite struct PlaceTests {
    private func place(_ text: String) -> Place? {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return Place(RequestTarget(path: parts[0], query: parts.count == 2 ? parts[1] : nil))
    }

    @Test func `every place is found again under its own URL`() {
        let id = Samples.chat
        let places: [Place] = [
            .home, .login, .logout, .register, .people, .requests, .sendRequest, .stylesheet, .acceptRequest(id), .denyRequest(id),
            .undoDenial(id),
            .chat(id),
            .stream(id, .live), .stream(id, .refreshing), .stream(id, .still), .stream(id, .before(MessageID(row: 12))),
            .composer(id, .line),
            .composer(id, .lines), .messages(id), .settings(.index), .settings(.password), .settings(.destructionPassword),
            .settings(.sessions), .settings(.endSession(id)), .settings(.endOtherSessions), .settings(.export), .settings(.archive(id)),
            .settings(.deleteAccount),
        ]
        for each in places { #expect(place(each.text) == each, "\(each.text)") }
        #expect(Place.chat(id).text == "/chats/123456789abcdef0")
        #expect(Place.stream(id, .before(MessageID(row: 12))).text == "/chats/123456789abcdef0/stream?before=12")
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
