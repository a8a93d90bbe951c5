internal import Accounts
internal import Crypto
internal import Domain
internal import Mail

extension English {
    func problem(_ error: ChatError) -> String {
        switch error {
        case .notFound: notFound
        case .notAnAddress(let error): problem(error)
        case .unreachable(let failure): problem(failure)
        case .busy: "Too many questions in a short time. Try again later."
        case .textTooLong(let limit): "A message has at most \(limit) characters. Send it in parts."
        case .textEmpty: "The message is empty."
        case .greetingTooLong(let limit): "A greeting has at most \(limit) characters."
        case .alreadyRequested: "Your request to this person waits for an answer already."
        case .alreadyAsked: "This person has asked you already: answer their request."
        case .alreadyConnected: "This person is your contact already."
        case .yourself: "This is your own address."
        case .cardInvalid: "That node answered with keys that prove nothing, so the request was not sent."
        case .outboxFull: "Too many messages wait for this person. Try again when their node has been reached."
        case .connectionBroken: text(of: ConversationNotice.broken)
        case .postQuantumLost:
            "This was begun with post-quantum keys, and the OpenSSL of this node offers none any more, so nothing was sent. Its operator should install 3.5 or newer."
        case .postQuantumRefused:
            "You and this person used post-quantum keys before, and the other node offers none now. Nothing was sent, since it would be weaker."
        case .fileTooLong(let limit): "A file has at most \(ByteCount.text(limit, decimalMark: "."))."
        case .diskFull: "The node’s disk is full, so nothing was stored. Tell the person who runs it, or try a smaller file."
        case .fileDamaged: "This file is damaged or gone from the node’s disk. Ask whoever has it for another copy."
        case .signedOut: "You are logged out."
        case .storage: storageFailed
        }
    }

    /// Wherever the disk failed.
    private var storageFailed: String {
        "The node can’t save or read anything just now. Tell the person who runs it: its operator should look at the disk."
    }

    func problem(_ failure: PeerFailure) -> String {
        switch failure {
        case .noTor: "Tor is not ready: this node is still joining Tor, so it can’t reach others yet. Try again in a minute."
        case .unknownAddress: "That node does not answer. It may be off, or a letter of the address may be wrong. Try again in a minute."
        case .offline: "That node can’t be reached now."
        case .timedOut: "That node did not answer in time."
        case .refused: "That node refused the link."
        case .protocolViolation: "That node answered in a way this one does not understand."
        case .busy: "Too many questions for that node are under way. Try again in a minute."
        }
    }

    func problem(_ error: MemberAddressError) -> String {
        switch error {
        case .missingAt: "An address looks like name@….onion."
        case .name(let error): problem(error)
        case .node(let error): problem(error)
        }
    }

    func problem(_ error: UsernameError) -> String {
        switch error {
        case .wrongLength(let count): "A username has 3 to 32 characters, this one has \(count)."
        case .forbiddenCharacter: "A username has only the letters a to z, digits, dots, underscores and hyphens."
        }
    }

    func problem(_ error: OnionAddressError) -> String {
        switch error {
        case .missingSuffix: "An onion address ends in .onion."
        case .wrongLength(let count): "An onion address has 56 characters before .onion, this one has \(count)."
        case .wrongCharacter: "An onion address has only the letters a to z and the digits 2 to 7."
        case .checksumMismatch: "The onion address has a typing mistake: its checksum does not match."
        case .wrongVersion(let version): "Only onion addresses of version 3 are known, this one has version \(version)."
        case .weakKey: "The onion address belongs to no honest node: nobody can have such a key."
        }
    }

    func problem(_ error: RegistrationError) -> String {
        switch error {
        case .closed: noNewMembers
        case .inviteInvalid: "That invite code can’t be used: it is mistyped, used already, or too old. Each code works once."
        case .usernameInvalid(let error): problem(error)
        case .usernameTaken: "That username, or one that looks like it, is taken. Choose another."
        case .password(let problem): words(for: problem, "The password")
        case .destructionPassword(let problem): words(for: problem, "The destruction password")
        case .passwordsAlike: "The destruction password must differ from the password, and not in capitals and spaces alone."
        case .busy(let pause): "Many people are registering or logging in. Try again in \(seconds(pause))."
        case .full: "This node has no room for another account."
        case .storage: storageFailed
        }
    }

    private func words(for problem: PasswordProblem, _ password: String) -> String {
        switch problem {
        case .tooShort(let minimum): "\(password) needs at least \(minimum) characters. Four or five unrelated words are good."
        case .tooLong(let maximum): "\(password) has more than \(maximum) bytes."
        case .tooEasy(let weakness): "\(password) is too easy to guess: \(words(for: weakness)). Four or five unrelated words are good."
        case .holdsUsername: "\(password) must not hold the username."
        }
    }

    private func words(for weakness: PasswordWeakness) -> String {
        switch weakness {
        case .commonWords: "its words are among those that are tried first"
        case .repetition: "it repeats itself"
        case .run: "its characters follow each other in the alphabet or on the keyboard"
        case .digits: "it is made of digits or a date"
        case .littleVariety: "it has too few different characters, or is one long word"
        }
    }

    func problem(_ error: SignInError) -> String {
        switch error {
        case .refused: "That name and password don’t fit together. Check both and try again."
        case .busy(let pause): "Many people are logging in. Try again in \(seconds(pause))."
        case .storage: storageFailed
        }
    }

    func problem(_ error: ConfirmationError) -> String {
        switch error {
        case .refused: "That password was not right."
        case .busy(let pause): "Many people are logging in. Nothing has happened: try again in \(seconds(pause))."
        case .storage: storageFailed
        }
    }

    private func seconds(_ pause: Duration) -> String { count(Int(pause.components.seconds), "second", "seconds") }

    func problem(_ error: PasswordChangeError) -> String {
        switch error {
        case .confirmation(let error): problem(error)
        case .unsuitable(let error): problem(error)
        case .unchanged: "The new password is the one you have. Choose another."
        case .notTheDestructionPassword:
            "That is not your destruction password, so nothing was changed. If you have forgotten it, choose a new destruction password first."
        case .changedMeanwhile: text(of: Note.passwordsChangedElsewhere)
        }
    }

    var nobodyFound: String { "Nobody here has exactly that name. Check the spelling, or ask for the full address." }
    var pageTooOld: String { "This page was too old, or cookies are off. Please try again." }
    var messagePageTooOld: String { "This page was too old. Please send it again." }
}
