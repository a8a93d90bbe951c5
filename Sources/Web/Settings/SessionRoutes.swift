internal import Accounts
internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP

/// Where the member is logged in.
enum SessionRoutes {
    static let all: [Route] = [
        .page(Path("settings", "sessions"), .settings(.sessions), show),
        .form(Path("settings", "sessions", of: SignInNumber.self, "end"), { .settings(.endSession($0)) }, end),
        .form(Path("settings", "sessions", "end-others"), .settings(.endOtherSessions), endOthers),
    ]

    @Loop private static func show(_ visit: MemberVisit) async -> Response {
        let settings = await visit.chat.accounts.settings
        let page = SessionsPage.page(
            visit.chat.accounts.signIns(of: visit.member), idleMinutes: settings.signInIdleMinutes, hours: settings.signInHours,
            viewer: visit.viewer, now: visit.now, note: visit.note)
        return .page(.ok, page, visit.noteShown)
    }

    @Loop private static func end(_ id: SignInNumber, _ form: Form, _ visit: MemberVisit) async -> Response {
        do { try visit.chat.accounts.endSignIn(id, of: visit.member) } catch { return visit.problem(error) }
        return .seeOther(.settings(.sessions), fields: [visit.leaving(.sessionEnded)])
    }

    @Loop private static func endOthers(_ form: Form, _ visit: MemberVisit) async -> Response {
        visit.chat.accounts.endOtherSignIns(of: visit.member)
        return .seeOther(.settings(.sessions), fields: [visit.leaving(.otherSessionsEnded)])
    }
}
