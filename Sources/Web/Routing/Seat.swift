internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// The member who sent a request, with the sign-in it came by. Lives as long as the request.
struct Seat: Sendable {
    /// The browser's half of the sign-in.
    let cookie: SignInCookie
    /// Who it is.
    let member: Member

    /// What pages need to know of it.
    var viewer: Viewer { Viewer(address: member.address, vanishesOn: member.vanishesOn, token: cookie.formToken()) }
}
