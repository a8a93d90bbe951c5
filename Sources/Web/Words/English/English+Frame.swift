extension English {
    func name(of section: Layout.Section) -> String {
        switch section {
        case .conversations: "Conversations"
        case .people: "People"
        case .requests: "Requests"
        case .settings: "Settings"
        }
    }

    var skipToContent: String { "Skip to the content" }
    var mainNavigation: String { "Main" }
    var logOut: String { "Log out" }
    func loggedIn(as name: Part) -> Sentence { "Logged in as \(name)." }
    func vanishes(on day: Part) -> Sentence { "Without a log-in this account is deleted on \(day)." }
    var vanishesNeverWithoutClock: String { "No account is deleted as long as this node has no clock that it can believe." }
    var languages: String { "Languages" }

    func text(of note: Note) -> String {
        switch note {
        case .registered: "Your account is ready. Log in with it now."
        case .signedOut: "You are logged out."
        case .requestSent: "Sent. You will see them under Conversations when they accept."
        case .requestAccepted: "You are connected. Write the first message."
        case .requestDenied: "The request is denied. Whoever asked is not told."
        case .denialUndone: "The denial is taken back: the request waits for your answer again."
        case .passwordChanged: "Your password is changed. All other browsers are logged out."
        case .destructionPasswordChanged: "Your destruction password is changed. All other browsers are logged out."
        case .passwordWrong: "That password was not right, so you are logged out. Nothing was changed."
        case .passwordsChangedElsewhere: "The passwords were changed in another browser meanwhile. Log in with the new ones."
        case .sessionEnded: "That browser is logged out."
        case .otherSessionsEnded: "All other browsers are logged out."
        case .accountDeleted: "The account is deleted. Its name stays reserved for now."
        case .languageChosen: "From now on you read English."
        }
    }

    func back(_ start: Link) -> Sentence { "\(start("Back to the start"))" }
    var didNotWork: String { "That did not work" }
    var refused: String { "Refused" }
    var notFoundTitle: String { "Not found" }
    var notFound: String { "This page does not exist, or it is not yours." }
    var foreignFormTitle: String { "Not from here" }
    var foreignForm: String {
        "This form was not sent by a page of this node, or the page was too old, so nothing was done. Open it again."
    }

    var unnumberedFormTitle: String { "Nothing was done" }
    var unnumberedForm: String {
        "This form came without its number, so nothing was done. Open the page again and send it from there."
    }

    var continueTitle: String { "Continue to your account" }
    var continueWhy: String {
        "You came by a link from another site. On such a way your browser does not tell us whether you are logged in, so that no other site can act in your name."
    }
    var continueButton: String { "Continue" }
}
