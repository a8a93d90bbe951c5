internal import Domain

/// A page or form of this front: what links, `Location` headers and forms can point at, and nothing else. Each has a ``Route`` in its feature's list.
enum Place: Sendable, Equatable {
    case home, login, logout, register, language, requests, sendRequest, stylesheet
    case people
    case acceptRequest(RequestID), denyRequest(RequestID), undoDenial(RequestID)
    case settings(SettingsPlace)
    case chat(ConversationID), stream(ConversationID, StreamView), composer(ConversationID, ComposerView), messages(ConversationID)

    /// The URL, path and query.
    var text: String {
        switch self {
        case .home: "/"
        case .login: "/login"
        case .logout: "/logout"
        case .register: "/register"
        case .language: "/language"
        case .people: "/people"
        case .requests: "/requests"
        case .sendRequest: "/people/request"
        case .stylesheet: "/style.css?v=\(Stylesheet.version)"
        case .settings(let place): place.text
        case .acceptRequest(let id): "/requests/\(id)/accept"
        case .denyRequest(let id): "/requests/\(id)/deny"
        case .undoDenial(let id): "/requests/\(id)/undo"
        case .chat(let id): "/chats/\(id)"
        case .stream(let id, let view): "/chats/\(id)/stream\(view.query)"
        case .composer(let id, let view): "/chats/\(id)/composer\(view.query)"
        case .messages(let id): "/chats/\(id)/messages"
        }
    }
}
