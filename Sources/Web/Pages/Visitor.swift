internal import Accounts

/// Who looks at a page before a sign-in, as far as the page needs to know.
struct Visitor: Sendable {
    /// What each form for this browser carries.
    let token: String
    /// After how many days without a log-in an account of this node is deleted (protocol §11.8).
    let dormancyDays: Int
    /// Who may register here.
    let registration: RegistrationPolicy
    /// The language they read.
    let words: any Words
}
