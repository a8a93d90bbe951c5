/// The pages before a sign-in.
protocol AccountWords: Sendable {
    /// Title, heading, button and link.
    var logIn: String { get }
    /// Below the refusal of a log-in, whatever it was for.
    var refusedAgain: String { get }
    var username: String { get }
    var password: String { get }
    var destructionPassword: String { get }
    var inviteCode: String { get }
    /// Below the log-in, while anybody may register.
    func noAccountYet(_ register: Link) -> Sentence
    /// Below the log-in, while registration is by invite.
    func haveInvite(_ register: Link) -> Sentence
    /// Below the log-in.
    func loggedInAlready(_ home: Link) -> Sentence
    /// What becomes of accounts that nobody logs in to: said before anybody has one.
    func dormancy(days: Int) -> String

    /// Title, heading and button.
    var register: String { get }
    /// What registering takes.
    var registerFreely: String { get }
    /// What registering by invite takes.
    var registerByInvite: String { get }
    /// Above a form that comes back.
    var typePasswordsAgain: String { get }
    /// Below the form.
    func haveAccount(_ logIn: Link) -> Sentence
    /// Title and heading while nobody may register.
    var registrationClosed: String { get }
    /// What then is said.
    var noNewMembers: String { get }
    /// The way on from there.
    func toLogIn(_ logIn: Link) -> Sentence
    var usernameHint: String { get }
    var passwordHint: String { get }
    var destructionPasswordHint: String { get }
    var inviteHint: String { get }
}
