internal import Domain
internal import EventLoop

/// Leaves to download an export: a browser needs a GET for a download, and the password came by POST.
///
/// A ticket is no secret: it holds for the sign-in that it was made for, once, for a few minutes. In memory only.
@Loop final class ExportTickets {
    /// Enough for a slow circuit to follow the redirect; the password is asked again later.
    static let lifetimeSeconds: Int64 = 300

    private struct Ticket {
        let id: TicketID
        let endsAt: Int64
    }

    private var all: [SignInID: Ticket] = [:]  // one for each sign-in: the latest

    /// A ticket for `signIn`; one that it had is void.
    func issue(to signIn: SignInID, now: Int64) -> TicketID {
        all = all.filter { $0.value.endsAt >= now }
        let id = TicketID.random()
        all[signIn] = Ticket(id: id, endsAt: now + Self.lifetimeSeconds)
        return id
    }

    /// Uses the ticket up; false when it is another sign-in's, was used or is too old.
    func use(_ id: TicketID, by signIn: SignInID, now: Int64) -> Bool {
        guard let ticket = all[signIn], ticket.id == id else { return false }
        all[signIn] = nil
        return ticket.endsAt >= now
    }
}
