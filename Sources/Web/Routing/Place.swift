internal import Chat

/// A page of this front. The one list of paths: links, `Location` headers and the router use it, so that none can point elsewhere.
enum Place: Sendable, Equatable {
    case home, login, logout, register, requests, sendRequest, stylesheet
    case people
    case acceptRequest(RecordID), denyRequest(RecordID), undoDenial(RecordID)
    case settings(SettingsPlace)
    case chat(RecordID), stream(RecordID, StreamView), composer(RecordID, ComposerView), messages(RecordID)

    /// The page that a path and query name; nil when there is none.
    init?(_ target: RequestTarget) {
        let parts = target.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        switch (parts.first, parts.dropFirst().first, parts.dropFirst(2).first, parts.count) {
        case ("", nil, nil, 1): self = .home
        case ("login", nil, nil, 1): self = .login
        case ("logout", nil, nil, 1): self = .logout
        case ("register", nil, nil, 1): self = .register
        case ("people", nil, nil, 1): self = .people
        case ("requests", nil, nil, 1): self = .requests
        case ("style.css", nil, nil, 1): self = .stylesheet
        case ("settings", _, _, _):
            guard let place = SettingsPlace(parts.dropFirst()) else { return nil }
            self = .settings(place)
        case ("people", "request", nil, 2): self = .sendRequest
        case ("chats", let id?, nil, 2):
            guard let id = RecordID(id) else { return nil }
            self = .chat(id)
        case ("chats", let id?, let part?, 3):
            guard let id = RecordID(id) else { return nil }
            switch part {
            case "stream": self = .stream(id, StreamView(query: target.query))
            case "composer": self = .composer(id, ComposerView(query: target.query))
            case "messages": self = .messages(id)
            default: return nil
            }
        case ("requests", let id?, let part?, 3):
            guard let id = RecordID(id) else { return nil }
            switch part {
            case "accept": self = .acceptRequest(id)
            case "deny": self = .denyRequest(id)
            case "undo": self = .undoDenial(id)
            default: return nil
            }
        default: return nil
        }
    }

    /// The URL, path and query.
    var text: String {
        switch self {
        case .home: "/"
        case .login: "/login"
        case .logout: "/logout"
        case .register: "/register"
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

    /// Whether asking for it shows that somebody is there. Frames load themselves again and again; they are no sign of life.
    var isActivity: Bool {
        switch self {
        case .stream(_, .live), .stream(_, .refreshing): false
        default: true
        }
    }
}
