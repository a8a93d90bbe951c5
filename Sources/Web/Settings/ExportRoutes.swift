internal import Accounts
internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import HTTP

/// The export: a form that gives a ticket, and the download that uses it up.
enum ExportRoutes {
    static let all: [Route] = [
        .page(Path("settings", "export"), .settings(.export)) { .page(.ok, ExportPage.page(viewer: $0.viewer)) },
        .form(Path("settings", "export"), .settings(.export), giveTicket),
        .page(Path("settings", "export", of: TicketID.self), { .settings(.archive($0)) }, download),
    ]

    @Loop private static func giveTicket(_ form: Form, _ visit: MemberVisit) async -> Response {
        let site = visit.visit.site
        do { try await site.chat.accounts.confirm(SecretBytes(copying: form["password"] ?? []), of: visit.member) } catch {
            return visit.unconfirmed(error) { ExportPage.page(viewer: visit.viewer, problem: $0) }
        }
        return .seeOther(.settings(.archive(site.exportTickets.issue(to: visit.member.signIn, now: site.second))))
    }

    @Loop private static func download(_ ticket: TicketID, _ visit: MemberVisit) -> Response {
        let site = visit.visit.site
        // Asking what would come (HEAD) uses nothing up.
        guard !visit.visit.isHead, site.exportTickets.use(ticket, by: visit.member.signIn, now: site.second) else {
            return .notFound(in: visit.words)
        }
        let download = Download(chat: site.chat, member: visit.member, words: visit.words)
        return Response(
            .ok, fields: [.tar, .download("onionnode-export.tar")],
            body: .streamed { body async throws(StreamError) in try await download.write(to: body) })
    }
}
