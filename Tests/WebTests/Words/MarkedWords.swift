import Accounts
import Chat
import Crypto
import Domain
import Mail

@testable import HTTP
@testable import Web

/// A made-up language: every sentence stands between ⟦ and ⟧. What a page shows outside of them was not said by the catalogue.
///
/// A new sentence gets its line here, as it does in each language.
struct MarkedWords: Words {
    private let words = English()
    var language: Language { words.language }

    private func mark(_ text: String) -> String { "⟦\(text)⟧" }

    private func mark(_ sentence: Sentence) -> Sentence { Sentence(parts: [Part("⟦", nil)] + sentence.parts + [Part("⟧", nil)]) }

    private func mark(_ button: ButtonWords) -> ButtonWords { ButtonWords(shown: mark(button.shown), name: mark(button.name)) }

    // MARK: FrameWords

    func name(of section: Layout.Section) -> String { mark(words.name(of: section)) }
    var skipToContent: String { mark(words.skipToContent) }
    var mainNavigation: String { mark(words.mainNavigation) }
    var logOut: String { mark(words.logOut) }
    func loggedIn(as name: Part) -> Sentence { mark(words.loggedIn(as: name)) }
    func vanishes(on day: Part) -> Sentence { mark(words.vanishes(on: day)) }
    var vanishesNeverWithoutClock: String { mark(words.vanishesNeverWithoutClock) }
    var languages: String { mark(words.languages) }
    func text(of note: Note) -> String { mark(words.text(of: note)) }
    func back(_ start: Link) -> Sentence { mark(words.back(start)) }
    var didNotWork: String { mark(words.didNotWork) }
    var refused: String { mark(words.refused) }
    var notFoundTitle: String { mark(words.notFoundTitle) }
    var notFound: String { mark(words.notFound) }
    var foreignFormTitle: String { mark(words.foreignFormTitle) }
    var foreignForm: String { mark(words.foreignForm) }
    var unnumberedFormTitle: String { mark(words.unnumberedFormTitle) }
    var unnumberedForm: String { mark(words.unnumberedForm) }
    var continueTitle: String { mark(words.continueTitle) }
    var continueWhy: String { mark(words.continueWhy) }
    var continueButton: String { mark(words.continueButton) }

    // MARK: DateWords

    func longDate(_ day: UnixDay) -> String { mark(words.longDate(day)) }
    func date(_ day: UnixDay) -> String { mark(words.date(day)) }
    func clock(_ minute: UnixMinute) -> String { mark(words.clock(minute)) }
    func exactly(_ minute: UnixMinute) -> String { mark(words.exactly(minute)) }
    func told(_ age: Age) -> String { mark(words.told(age)) }

    // MARK: ErrorWords

    func problem(_ error: ChatError) -> String { mark(words.problem(error)) }
    func problem(_ failure: PeerFailure) -> String { mark(words.problem(failure)) }
    func problem(_ error: MemberAddressError) -> String { mark(words.problem(error)) }
    func problem(_ error: UsernameError) -> String { mark(words.problem(error)) }
    func problem(_ error: OnionAddressError) -> String { mark(words.problem(error)) }
    func problem(_ error: RegistrationError) -> String { mark(words.problem(error)) }
    func problem(_ error: SignInError) -> String { mark(words.problem(error)) }
    func problem(_ error: ConfirmationError) -> String { mark(words.problem(error)) }
    func problem(_ error: PasswordChangeError) -> String { mark(words.problem(error)) }
    func problem(_ error: HTTPError) -> String { mark(words.problem(error)) }
    var nobodyFound: String { mark(words.nobodyFound) }
    var pageTooOld: String { mark(words.pageTooOld) }
    var messagePageTooOld: String { mark(words.messagePageTooOld) }

    // MARK: AccountWords

    var logIn: String { mark(words.logIn) }
    var refusedAgain: String { mark(words.refusedAgain) }
    var username: String { mark(words.username) }
    var password: String { mark(words.password) }
    var destructionPassword: String { mark(words.destructionPassword) }
    var inviteCode: String { mark(words.inviteCode) }
    func noAccountYet(_ register: Link) -> Sentence { mark(words.noAccountYet(register)) }
    func haveInvite(_ register: Link) -> Sentence { mark(words.haveInvite(register)) }
    func loggedInAlready(_ home: Link) -> Sentence { mark(words.loggedInAlready(home)) }
    func dormancy(days: Int) -> String { mark(words.dormancy(days: days)) }
    var register: String { mark(words.register) }
    var registerFreely: String { mark(words.registerFreely) }
    var registerByInvite: String { mark(words.registerByInvite) }
    var typePasswordsAgain: String { mark(words.typePasswordsAgain) }
    func haveAccount(_ logIn: Link) -> Sentence { mark(words.haveAccount(logIn)) }
    var registrationClosed: String { mark(words.registrationClosed) }
    var noNewMembers: String { mark(words.noNewMembers) }
    func toLogIn(_ logIn: Link) -> Sentence { mark(words.toLogIn(logIn)) }
    var usernameHint: String { mark(words.usernameHint) }
    var passwordHint: String { mark(words.passwordHint) }
    var destructionPasswordHint: String { mark(words.destructionPasswordHint) }
    var inviteHint: String { mark(words.inviteHint) }

    // MARK: ChatWords

    func requestsWait(_ count: Int, _ requests: Link) -> Sentence { mark(words.requestsWait(count, requests)) }
    var noConversation: String { mark(words.noConversation) }
    func findSomebody(_ people: Link) -> Sentence { mark(words.findSomebody(people)) }
    func unread(_ count: Int) -> String { mark(words.unread(count)) }
    var noMessageYet: String { mark(words.noMessageYet) }
    func messages(with name: String) -> String { mark(words.messages(with: name)) }
    var writeMessage: String { mark(words.writeMessage) }
    var view: String { mark(words.view) }
    var viewLive: String { mark(words.viewLive) }
    var viewRefreshing: String { mark(words.viewRefreshing) }
    var viewByHand: String { mark(words.viewByHand) }
    func keys(_ agreement: KeyAgreement) -> String { mark(words.keys(agreement)) }
    func text(of notice: ConversationNotice) -> String { mark(words.text(of: notice)) }
    func text(of notice: MessageContent.Notice) -> String { mark(words.text(of: notice)) }
    var unknownContent: String { mark(words.unknownContent) }
    var youWrote: String { mark(words.youWrote) }
    func wrote(_ name: String) -> String { mark(words.wrote(name)) }
    func state(_ state: MessageState) -> String? { words.state(state).map(mark) }
    var allDelivered: String { mark(words.allDelivered) }
    var olderMessages: String { mark(words.olderMessages) }
    func conversationBegins(with name: String) -> String { mark(words.conversationBegins(with: name)) }
    var lookForNew: String { mark(words.lookForNew) }
    var backToNewest: String { mark(words.backToNewest) }
    func connectionLost(_ again: Link) -> Sentence { mark(words.connectionLost(again)) }
    func paused(_ again: Link) -> Sentence { mark(words.paused(again)) }
    func pausedByCrowd(_ again: Link) -> Sentence { mark(words.pausedByCrowd(again)) }
    func goingDown(_ again: Link) -> Sentence { mark(words.goingDown(again)) }
    func loggedOut(_ logIn: Link) -> Sentence { mark(words.loggedOut(logIn)) }
    var message: String { mark(words.message) }
    var send: String { mark(words.send) }
    var severalLines: String { mark(words.severalLines) }
    var oneLine: String { mark(words.oneLine) }
    var loggedOutTitle: String { mark(words.loggedOutTitle) }
    func loggedOutUnsent(_ logIn: Link) -> Sentence { mark(words.loggedOutUnsent(logIn)) }
    var whatYouWrote: String { mark(words.whatYouWrote) }

    // MARK: PeopleWords

    var usernameOrAddress: String { mark(words.usernameOrAddress) }
    var usernameOrAddressHint: String { mark(words.usernameOrAddressHint) }
    var search: String { mark(words.search) }
    var result: String { mark(words.result) }
    var yourAddress: String { mark(words.yourAddress) }
    var yourAddressWhy: String { mark(words.yourAddressWhy) }
    var requestWaits: String { mark(words.requestWaits) }
    func asked(_ requests: Link) -> Sentence { mark(words.asked(requests)) }
    func contact(_ conversation: Link) -> Sentence { mark(words.contact(conversation)) }
    var you: String { mark(words.you) }
    var greeting: String { mark(words.greeting) }
    func greetingHint(limit: Int) -> String { mark(words.greetingHint(limit: limit)) }
    var sendRequest: String { mark(words.sendRequest) }

    // MARK: RequestWords

    var nobodyWaits: String { mark(words.nobodyWaits) }
    func locked(_ count: Int) -> String { mark(words.locked(count)) }
    var answerLocked: String { mark(words.answerLocked) }
    var deniedByYou: String { mark(words.deniedByYou) }
    var deniedHint: String { mark(words.deniedHint) }
    var sentByYou: String { mark(words.sentByYou) }
    func sent(_ time: Part) -> Sentence { mark(words.sent(time)) }
    func sentAndAnswered(_ time: Part) -> Sentence { mark(words.sentAndAnswered(time)) }
    func accept(_ name: String) -> ButtonWords { mark(words.accept(name)) }
    func deny(_ name: String) -> ButtonWords { mark(words.deny(name)) }
    func undoDenial(_ name: String) -> ButtonWords { mark(words.undoDenial(name)) }

    // MARK: PasswordWords

    var changePassword: String { mark(words.changePassword) }
    var changeDestructionPassword: String { mark(words.changeDestructionPassword) }
    var logsOutElsewhere: String { mark(words.logsOutElsewhere) }
    var currentPassword: String { mark(words.currentPassword) }
    var currentPasswordHint: String { mark(words.currentPasswordHint) }
    var newPassword: String { mark(words.newPassword) }
    var newPasswordHint: String { mark(words.newPasswordHint) }
    var stayingDestructionPasswordHint: String { mark(words.stayingDestructionPasswordHint) }
    func forgottenDestructionPassword(_ change: Link) -> Sentence { mark(words.forgottenDestructionPassword(change)) }
    var whatDestructionPasswordDoes: String { mark(words.whatDestructionPasswordDoes) }
    var newDestructionPassword: String { mark(words.newDestructionPassword) }
    var newDestructionPasswordHint: String { mark(words.newDestructionPasswordHint) }

    // MARK: SettingsWords

    var allSettings: String { mark(words.allSettings) }
    func name(of page: SettingsPage.Row) -> String { mark(words.name(of: page)) }
    func about(_ page: SettingsPage.Row) -> String { mark(words.about(page)) }
    func signInLifetime(idleMinutes: Int, hours: Int) -> String { mark(words.signInLifetime(idleMinutes: idleMinutes, hours: hours)) }
    var thisBrowser: String { mark(words.thisBrowser) }
    var anotherBrowser: String { mark(words.anotherBrowser) }
    func signIn(started: Part, lastUsed: Part) -> Sentence { mark(words.signIn(started: started, lastUsed: lastUsed)) }
    func logOutBrowser(lastUsed: String) -> ButtonWords { mark(words.logOutBrowser(lastUsed: lastUsed)) }
    var logOutOthers: String { mark(words.logOutOthers) }
    var exportWhat: String { mark(words.exportWhat) }
    var exportUnencrypted: String { mark(words.exportUnencrypted) }
    var export: String { mark(words.export) }
    var deletionIsFinal: String { mark(words.deletionIsFinal) }
    var deletionOfContents: String { mark(words.deletionOfContents) }
    var deletionUntold: String { mark(words.deletionUntold) }
    func nameReserved(_ name: Part, until day: UnixDay) -> Sentence { mark(words.nameReserved(name, until: day)) }
    func nameReservedWithoutDay(_ name: Part) -> Sentence { mark(words.nameReservedWithoutDay(name)) }
    var deletionAndBackups: String { mark(words.deletionAndBackups) }
    var deleteForGood: String { mark(words.deleteForGood) }
    var languageWhy: String { mark(words.languageWhy) }
    var languageOfBrowser: String { mark(words.languageOfBrowser) }
    var useLanguage: String { mark(words.useLanguage) }

    // MARK: ExportWords

    func exportedAccount(name: String, address: String, on minute: UnixMinute, vanishesOn: UnixDay?) -> String {
        mark(words.exportedAccount(name: name, address: address, on: minute, vanishesOn: vanishesOn))
    }
    func exportedContacts(_ count: Int) -> String { mark(words.exportedContacts(count)) }
    func exportedConnection(since minute: UnixMinute, isBroken: Bool) -> String {
        mark(words.exportedConnection(since: minute, isBroken: isBroken))
    }
    func exportedIncoming(_ count: Int) -> String { mark(words.exportedIncoming(count)) }
    func exportedOutgoing(_ count: Int) -> String { mark(words.exportedOutgoing(count)) }
    func exportedDenied(_ count: Int) -> String { mark(words.exportedDenied(count)) }
    func exportedConversation(of own: String, with peer: String) -> String { mark(words.exportedConversation(of: own, with: peer)) }
    var exportedNode: String { mark(words.exportedNode) }
    func exportedState(_ state: MessageState) -> String? { words.exportedState(state).map(mark) }
}
