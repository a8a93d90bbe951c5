internal import Domain

/// The member who sent a request, with the sign-in it came by. Lives as long as the request.
struct Seat: Sendable {
    /// The browser's half of the sign-in.
    let cookie: SignInCookie
    /// Who it is.
    let member: Member
}
