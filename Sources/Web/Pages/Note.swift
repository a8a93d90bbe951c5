/// What a page says once, at its top, after a form changed something. A closed list: the cookie that carries it holds a word of these only.
enum Note: String, Sendable, CaseIterable {
    case registered
    case signedOut = "signed-out"
    case requestSent = "request-sent"
    case requestAccepted = "request-accepted"
    case requestDenied = "request-denied"
    case denialUndone = "denial-undone"
    case passwordChanged = "password-changed"
    case destructionPasswordChanged = "destruction-password-changed"
    case passwordWrong = "password-wrong"
    case passwordsChangedElsewhere = "passwords-changed-elsewhere"
    case sessionEnded = "session-ended"
    case otherSessionsEnded = "other-sessions-ended"
    case accountDeleted = "account-deleted"

    /// The plain words.
    var text: String {
        switch self {
        case .registered: "Your account is ready. Log in with it now."
        case .signedOut: "You are logged out."
        case .requestSent: "Your request was sent. It waits for an answer."
        case .requestAccepted: "You are connected. Write the first message."
        case .requestDenied: "The request is denied. Nothing is sent to whoever asked."
        case .denialUndone: "The denial is taken back: the request waits for your answer again."
        case .passwordChanged: "Your password is changed. All other browsers are logged out."
        case .destructionPasswordChanged: "Your destruction password is changed. All other browsers are logged out."
        case .passwordWrong: "That password was not right, so you are logged out. Nothing was changed."
        case .passwordsChangedElsewhere: "The passwords were changed in another browser meanwhile. Log in with the new ones."
        case .sessionEnded: "That browser is logged out."
        case .otherSessionsEnded: "All other browsers are logged out."
        case .accountDeleted: "The account is deleted. Its name stays reserved for now."
        }
    }
}
