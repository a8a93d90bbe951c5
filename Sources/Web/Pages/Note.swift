/// What a page says once, at its top, after a form changed something. A closed list: the cookie that carries it holds a word of these only; what
/// is read is ``FrameWords/text(of:)``.
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
    case languageChosen = "language-chosen"
}
