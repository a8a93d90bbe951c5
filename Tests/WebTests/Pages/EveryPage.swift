import Accounts
import Domain
import Mail

@testable import HTTP
@testable import Web

/// One of each page, and of each thing that a page can say, in one language.
struct EveryPage {
    let words: any Words
    private var viewer: Viewer { Samples.viewer(words) }

    private func visitor(_ registration: RegistrationPolicy = .open) -> Visitor { Samples.visitor(registration, words) }

    /// As `(name, bytes)`.
    var all: [(name: String, bytes: [UInt8])] { beforeSignIn + chats + frames + people + requests + settings + problems }

    private var beforeSignIn: [(name: String, bytes: [UInt8])] {
        [
            (
                "login",
                AccountPages.login(
                    visitor(), username: "ada", problem: words.problem(SignInError.refused), hint: words.refusedAgain, note: .registered)
            ),
            ("login by invite", AccountPages.login(visitor(.invite))), ("login while closed", AccountPages.login(visitor(.closed))),
            (
                "register",
                RegisterPage.page(
                    visitor(), problem: .init(words: words.problem(RegistrationError.password(.tooShort(minimum: 12))), field: .password))
            ),
            ("register too late", RegisterPage.page(visitor(), problem: .init(words: words.pageTooOld))),
            ("register by invite", RegisterPage.page(visitor(.invite))), ("closed", RegisterPage.page(visitor(.closed))),
        ] + Note.allCases.map { ("note \($0.rawValue)", AccountPages.login(visitor(), note: $0)) }
    }

    private var chats: [(name: String, bytes: [UInt8])] {
        let failures: [PeerFailure] = [.noTor, .unknownAddress, .offline, .timedOut, .refused, .protocolViolation, .busy]
        let notices: [ConversationNotice?] =
            [nil, .broken, .renewing, .renewalWaits(.libraryLost), .renewalWaits(.weakerPeer)] + failures.map { .waiting($0) }
        func home(_ requests: Int, _ name: String) -> (String, [UInt8]) {
            (name, HomePage.page(Samples.summaries, waitingRequests: requests, viewer: viewer, now: Samples.now))
        }
        return [
            home(1, "home, one request"), home(2, "home, two requests"),
            ("empty home", HomePage.page([], waitingRequests: 0, viewer: viewer, now: Samples.now)),
            (
                "home without a clock",
                HomePage.page([], waitingRequests: 0, viewer: Samples.viewer(words, vanishesOn: nil), now: Samples.now)
            ),
        ]
            + notices.map { notice in
                let agreement: KeyAgreement = notice == nil ? .hybrid : .classical
                let conversation = Conversation(
                    id: Samples.chat, peer: Samples.address("bob"), notice: notice, keyAgreement: agreement)
                return ("chat: \(notice.map { "\($0)" } ?? "nothing")", ChatPage.page(conversation, viewer: viewer))
            }
    }

    private var frames: [(name: String, bytes: [UInt8])] {
        func composer(_ view: ComposerView, _ problem: String?) -> [UInt8] {
            ComposerPage.page(in: Samples.chat, view: view, token: "t", text: "42", problem: problem, words: words)
        }
        func stream(_ view: StreamView, oldest: MessageID? = nil) -> [UInt8] {
            var page = StreamPage(Samples.conversation, view: view, in: words)
            let opening = page.opening(oldest: oldest)
            return opening + page.rows(Samples.messages + contents) + page.settled() + page.beat() + page.closing()
        }
        let endings: [StreamEnding] = [.renewed, .replaced, .crowded, .signedOut, .stopped]
        return [
            ("composer", composer(.lines, words.problem(ChatError.textTooLong(limit: 8000)))),
            ("composer of one line", composer(.line, words.messagePageTooOld)),
            ("signed out", ComposerPage.signedOut(text: "", in: words)),
            ("signed out while writing", ComposerPage.signedOut(text: "42", in: words)),
            ("stream", stream(.still, oldest: MessageID(number: 1))), ("stream from its beginning", stream(.refreshing)),
            ("older stream", stream(.before(MessageID(number: 5)), oldest: MessageID(number: 1))),
        ]
            + endings.map { ending in
                let page = StreamPage(Samples.conversation, view: .live, in: words)
                return ("live stream, \(ending)", page.opening(oldest: nil) + page.ending(ending))
            }
    }

    /// A message of each content that is no text.
    private var contents: [Message] {
        let notices = MessageContent.Notice.allCases.map { ($0 as MessageContent.Notice?, MessageState.notice) }
        return (notices + [(nil, .received)]).enumerated().map { place, told in
            Message(
                id: MessageID(number: Int64(100 + place)), isMine: false, content: told.0.map { .notice($0) } ?? .unknown(kind: 77),
                minute: Samples.now, state: told.1)
        }
    }

    private var people: [(name: String, bytes: [UInt8])] {
        func found(_ relation: Profile.Relation) -> (String, [UInt8]) {
            let profile = Profile(address: Samples.address("bob"), relation: relation)
            return ("people, \(relation)", PeoplePage.page(query: "bob", outcome: .found(profile), viewer: viewer))
        }
        return [
            ("people", PeoplePage.page(query: "", outcome: nil, viewer: viewer)),
            found(.stranger), found(.requested), found(.asked(Samples.request)), found(.contact(Samples.chat)), found(.you),
            ("people, nobody", PeoplePage.page(query: "bob", outcome: .failed(words.nobodyFound), viewer: viewer)),
        ]
    }

    private var requests: [(name: String, bytes: [UInt8])] {
        func page(_ requests: Requests) -> [UInt8] { RequestsPage.page(requests, viewer: viewer, now: Samples.now) }
        let locked = OutgoingRequest(to: Samples.address("bob"), greeting: "", minute: Samples.now, isAnswerLocked: true)
        let denied = DeniedRequest(id: Samples.request, from: Samples.address("eve.adams"))
        return [
            ("requests", page(Samples.requests)),
            ("requests, one locked", page(Requests(incoming: [], outgoing: [locked], denied: [denied], lockedCount: 1))),
            ("requests, some locked", page(Requests(incoming: [], outgoing: [], lockedCount: 3))),
        ]
    }

    private var settings: [(name: String, bytes: [UInt8])] {
        func sessions(_ idleMinutes: Int, _ hours: Int) -> [UInt8] {
            SessionsPage.page(Samples.signIns, idleMinutes: idleMinutes, hours: hours, viewer: viewer, now: Samples.now)
        }
        let tooShort = words.problem(PasswordChangeError.unsuitable(.password(.tooShort(minimum: 12))))
        return [
            ("settings", SettingsPage.page(viewer: viewer, note: .passwordChanged)),
            ("language", LanguagePage.page(chosen: words.language, viewer: viewer)),
            ("password", PasswordPages.password(viewer: viewer, problem: .init(words: tooShort, field: .new))),
            ("destruction password", PasswordPages.destructionPassword(viewer: viewer)),
            ("sessions", sessions(15, 12)), ("short sessions", sessions(1, 1)),
            ("export", ExportPage.page(viewer: viewer, problem: words.problem(ConfirmationError.busy(retryAfter: .seconds(5))))),
            ("delete", DeleteAccountPage.page(viewer: viewer)),
            ("delete without a clock", DeleteAccountPage.page(viewer: Samples.viewer(words, vanishesOn: nil))),
        ]
    }

    private var problems: [(name: String, bytes: [UInt8])] {
        [
            ("not found", ProblemPage.notFound(in: words)), ("foreign form", ProblemPage.foreignForm(in: words)),
            ("unnumbered form", ProblemPage.unnumberedForm(in: words)), ("arrival", ArrivalPage.page(to: .chat(Samples.chat), in: words)),
        ] + everyProblem.map { ("problem \($0)", ProblemPage.page(words.didNotWork, $1, in: words)) }
    }

    /// One of each error that people can meet, with its words.
    var everyProblem: [(name: String, words: String)] {
        let chat: [ChatError] = [
            .notFound, .notAnAddress(.missingAt), .unreachable(.offline), .busy, .textTooLong(limit: 8000), .textEmpty,
            .greetingTooLong(limit: 500), .alreadyRequested, .alreadyAsked, .alreadyConnected, .yourself, .cardInvalid, .outboxFull,
            .connectionBroken, .postQuantumLost, .postQuantumRefused, .fileTooLong(limit: 25 << 20), .diskFull, .fileDamaged, .signedOut,
            .storage,
        ]
        let peer: [PeerFailure] = [.noTor, .unknownAddress, .offline, .timedOut, .refused, .protocolViolation, .busy]
        let addresses: [MemberAddressError] = [
            .missingAt, .name(.wrongLength(2)), .name(.forbiddenCharacter), .node(.missingSuffix), .node(.wrongLength(55)),
            .node(.wrongCharacter), .node(.checksumMismatch), .node(.wrongVersion(2)),
        ]
        let weaknesses: [PasswordWeakness] = [.commonWords, .repetition, .run, .digits, .littleVariety]
        let passwords: [PasswordProblem] =
            [.tooShort(minimum: 12), .tooLong(maximum: 1024), .holdsUsername] + weaknesses.map { .tooEasy($0) }
        let registration: [RegistrationError] =
            [
                .closed, .inviteInvalid, .usernameInvalid(.forbiddenCharacter), .usernameTaken, .passwordsAlike,
                .busy(retryAfter: .seconds(5)), .full, .storage,
            ] + passwords.flatMap { [.password($0), .destructionPassword($0)] }
        let signIn: [SignInError] = [.refused, .busy(retryAfter: .seconds(1)), .storage]
        let confirmation: [ConfirmationError] = [.refused, .busy(retryAfter: .seconds(5)), .storage]
        let change: [PasswordChangeError] = [.unchanged, .notTheDestructionPassword, .changedMeanwhile]
        let forms: [FormError] = [
            .badEncoding, .notText, .tooManyFields(limit: 16), .fieldTooLong(limit: 64), .repeatedField, .badMultipart, .fileNotTaken,
            .fileTooEarly, .partAfterFile,
        ]
        let http: [HTTPError] =
            [
                .malformed(.target), .versionNotSupported, .methodNotSupported, .targetTooLong(limit: 4096), .headTooLarge, .foreignHost,
                .lengthRequired, .codingNotSupported, .bodyTooLarge(limit: 4096), .mediaTypeNotSupported, .expectationNotSupported,
                .tooSlow, .underWay, .unreadable, .disconnected,
            ] + forms.map { .form($0) }
        return chat.map { ("\($0)", words.problem($0)) } + peer.map { ("\($0)", words.problem($0)) }
            + addresses.map { ("\($0)", words.problem($0)) } + registration.map { ("\($0)", words.problem($0)) }
            + signIn.map { ("\($0)", words.problem($0)) } + confirmation.map { ("\($0)", words.problem($0)) }
            + change.map { ("\($0)", words.problem($0)) } + http.map { ("\($0)", words.problem($0)) }
            + [
                ("nobody", words.nobodyFound), ("page too old", words.pageTooOld), ("message page too old", words.messagePageTooOld),
            ]
    }
}
