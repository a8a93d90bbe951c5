internal import Accounts
internal import Crypto
internal import Domain
internal import HTTP

/// What went wrong, as whole sentences: an exhaustive `switch` for each code.
protocol ErrorWords: Sendable {
    func problem(_ error: ChatError) -> String
    func problem(_ failure: PeerFailure) -> String
    func problem(_ error: MemberAddressError) -> String
    func problem(_ error: UsernameError) -> String
    func problem(_ error: OnionAddressError) -> String
    func problem(_ error: RegistrationError) -> String
    func problem(_ error: SignInError) -> String
    func problem(_ error: ConfirmationError) -> String
    func problem(_ error: PasswordChangeError) -> String
    /// A request that is not what we take.
    func problem(_ error: HTTPError) -> String
    /// What a search that found nobody comes to; elsewhere the same code means a page that is not there.
    var nobodyFound: String { get }
    /// A visitor's form that came without its token.
    var pageTooOld: String { get }
    /// A message that came with the token of another sign-in.
    var messagePageTooOld: String { get }
}
