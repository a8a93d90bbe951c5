extension English {
    var logIn: String { "Log in" }
    var refusedAgain: String { "Still not? Somebody may be guessing at this name. Wait ten seconds between tries." }
    var username: String { "Username" }
    var password: String { "Password" }
    var destructionPassword: String { "Destruction password" }
    var inviteCode: String { "Invite code" }
    func noAccountYet(_ register: Link) -> Sentence { "No account here yet? \(register("Register"))." }
    func haveInvite(_ register: Link) -> Sentence { "You have an invite code? \(register("Register"))." }
    func loggedInAlready(_ home: Link) -> Sentence { "Logged in already? \(home("Continue"))." }
    func dormancy(days: Int) -> String {
        "An account without a log-in for \(days == 1 ? "a day" : "\(days) days") is deleted, with all that is in it."
    }

    var register: String { "Register" }
    var registerFreely: String { "A name and two passwords, nothing else: no e-mail, no phone." }
    var registerByInvite: String {
        "This node takes members by invite: you need a code from its operator, a name and two passwords. No e-mail, no phone."
    }
    var typePasswordsAgain: String { "Passwords and codes are never sent back to a browser: please type them again." }
    func haveAccount(_ logIn: Link) -> Sentence { "You have an account? \(logIn("Log in"))." }
    var registrationClosed: String { "Registration is closed" }
    var noNewMembers: String { "This node takes no new members at the moment. Ask whoever gave you this address." }
    func toLogIn(_ logIn: Link) -> Sentence { "\(logIn("Log in"))." }
    var usernameHint: String {
        "3 to 32 characters: letters a to z, digits, dot, dash, underscore; capitals count as small. Others find you by it, so a name that looks like another member’s is refused."
    }
    var passwordHint: String {
        "At least 12 characters, without your username in it. Common words, keyboard rows, repetitions and dates count for little: four or five unrelated words are good. Nobody can reset it."
    }
    var destructionPasswordHint: String {
        "A second password for emergencies. Whoever types it at log-in deletes your account, at once and for good, and sees only “wrong password”. The same rules hold, and it must not resemble your password: no slip of the finger may type it."
    }
    var inviteHint: String { "16 letters and digits in four groups. It works once. Capitals, spaces and dashes don’t matter." }
}
