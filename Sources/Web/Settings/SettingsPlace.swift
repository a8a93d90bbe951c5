internal import Domain

/// The pages under `/settings`: a member's own account.
enum SettingsPlace: Sendable, Equatable {
    case index, language, password, destructionPassword
    case sessions, endSession(SignInNumber), endOtherSessions
    case export, archive(TicketID)
    case deleteAccount

    /// The path.
    var text: String {
        switch self {
        case .index: "/settings"
        case .language: "/settings/language"
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
}
