internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP
internal import Mail

/// The requests that wait, and their answers.
enum RequestRoutes {
    static let all: [Route] = [
        .page(Path("requests"), .requests, show),
        .form(Path("requests", of: RequestID.self, "accept"), { .acceptRequest($0) }, accept),
        .form(Path("requests", of: RequestID.self, "deny"), { .denyRequest($0) }, deny),
        .form(Path("requests", of: RequestID.self, "undo"), { .undoDenial($0) }, undoDenial),
    ]

    @Loop private static func show(_ visit: MemberVisit) async -> Response {
        do {
            let requests = try await visit.chat.mail.requests(of: visit.member)
            return .page(.ok, RequestsPage.page(requests, viewer: visit.viewer, now: visit.now, note: visit.note), visit.noteShown)
        } catch {
            return visit.problem(error)
        }
    }

    @Loop private static func accept(_ id: RequestID, _ form: Form, _ visit: MemberVisit) async -> Response {
        do {
            return .seeOther(.chat(try await visit.chat.mail.accept(id, as: visit.member)), fields: [visit.leaving(.requestAccepted)])
        } catch {
            return visit.problem(error)
        }
    }

    @Loop private static func deny(_ id: RequestID, _ form: Form, _ visit: MemberVisit) async -> Response {
        do {
            try await visit.chat.mail.deny(id, as: visit.member)
            return .seeOther(.requests, fields: [visit.leaving(.requestDenied)])
        } catch {
            return visit.problem(error)
        }
    }

    @Loop private static func undoDenial(_ id: RequestID, _ form: Form, _ visit: MemberVisit) async -> Response {
        do {
            try await visit.chat.mail.undoDenial(id, as: visit.member)
            return .seeOther(.requests, fields: [visit.leaving(.denialUndone)])
        } catch {
            return visit.problem(error)
        }
    }
}
