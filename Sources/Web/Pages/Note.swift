/// What a page says once, at its top, after a form changed something. A closed list: the cookie that carries it holds a word of these only.
enum Note: String, Sendable, CaseIterable {
    case registered
    case signedOut = "signed-out"
    case requestSent = "request-sent"
    case requestAccepted = "request-accepted"
    case requestDenied = "request-denied"
    case denialUndone = "denial-undone"

    /// The plain words.
    var text: String {
        switch self {
        case .registered: "Your account is ready. Log in with it now."
        case .signedOut: "You are logged out."
        case .requestSent: "Your request was sent. It waits for an answer."
        case .requestAccepted: "You are connected. Write the first message."
        case .requestDenied: "The request is denied. Nothing is sent to whoever asked."
        case .denialUndone: "The denial is taken back: the request waits for your answer again."
        }
    }
}
