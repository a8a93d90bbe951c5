/// The cookies of this front.
enum CookieName: String, Sendable, CaseIterable {
    /// The sign-in.
    case signIn = "onionnode"
    /// Ties the forms of people who are not signed in to their browser.
    case visitor = "onionnode-visitor"
    /// What the next page says once, by its word in ``Note``.
    case note = "onionnode-note"
    /// The language that this browser chose, by the tag of ``Language``.
    case language = "onionnode-language"

    /// The name on the wire. Cookies don't know ports, so two fronts on one loopback address carry theirs in the name.
    func text(on host: WebHost) -> String {
        switch host {
        case .onion: "__Host-\(rawValue)"
        case .loopback(let port): "\(rawValue)-\(port)"
        }
    }
}
