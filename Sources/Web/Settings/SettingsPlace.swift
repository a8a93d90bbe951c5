internal import Chat

/// The pages under `/settings`: a member's own account.
enum SettingsPlace: Sendable, Equatable {
    case index, password, destructionPassword
    case sessions, endSession(RecordID), endOtherSessions
    case export, archive(RecordID)
    case deleteAccount

    /// The page that the path behind `/settings` names; nil when there is none.
    init?(_ parts: some Collection<Substring>) {
        let parts = Array(parts)
        switch (parts.first, parts.dropFirst().first, parts.dropFirst(2).first, parts.count) {
        case (nil, nil, nil, 0): self = .index
        case ("password", nil, nil, 1): self = .password
        case ("destruction-password", nil, nil, 1): self = .destructionPassword
        case ("sessions", nil, nil, 1): self = .sessions
        case ("sessions", "end-others", nil, 2): self = .endOtherSessions
        case ("sessions", let id?, "end", 3):
            guard let id = RecordID(id) else { return nil }
            self = .endSession(id)
        case ("export", nil, nil, 1): self = .export
        case ("export", let ticket?, nil, 2):
            guard let ticket = RecordID(ticket) else { return nil }
            self = .archive(ticket)
        case ("delete", nil, nil, 1): self = .deleteAccount
        default: return nil
        }
    }

    /// The path.
    var text: String {
        switch self {
        case .index: "/settings"
        case .password: "/settings/password"
        case .destructionPassword: "/settings/destruction-password"
        case .sessions: "/settings/sessions"
        case .endSession(let id): "/settings/sessions/\(id)/end"
        case .endOtherSessions: "/settings/sessions/end-others"
        case .export: "/settings/export"
        case .archive(let ticket): "/settings/export/\(ticket)"
        case .deleteAccount: "/settings/delete"
        }
    }

    /// Whether a form is sent here.
    var takesForm: Bool {
        switch self {
        case .index, .sessions, .archive: false
        case .password, .destructionPassword, .endSession, .endOtherSessions, .export, .deleteAccount: true
        }
    }
}
