/// The frame around every page, and the pages that say what went wrong.
protocol FrameWords: Sendable {
    /// A page that the bar names; also its title.
    func name(of section: Layout.Section) -> String
    /// The first link of a page, seen by who goes through it by keyboard.
    var skipToContent: String { get }
    /// What the bar is, for screen readers.
    var mainNavigation: String { get }
    /// The bar's button.
    var logOut: String { get }
    /// In the footer.
    func loggedIn(as name: Part) -> Sentence
    /// In the footer: when the account ends without another log-in.
    func vanishes(on day: Part) -> Sentence
    /// In its place while there is no day to tell.
    var vanishesNeverWithoutClock: String { get }
    /// What the languages below a visitor's page are, for screen readers.
    var languages: String { get }
    /// What a page says once, after a form changed something.
    func text(of note: Note) -> String

    /// The way back from a page that says what went wrong.
    func back(_ start: Link) -> Sentence
    /// Title of the page on which the domain refuses.
    var didNotWork: String { get }
    /// Title of the page on which a request is refused as none.
    var refused: String { get }
    /// Title where nothing is.
    var notFoundTitle: String { get }
    /// The same page for a thing that is missing and one that is somebody else's.
    var notFound: String { get }
    /// Title for a form without our origin or its token.
    var foreignFormTitle: String { get }
    /// What then is said.
    var foreignForm: String { get }

    /// Title for a form without its number.
    var unnumberedFormTitle: String { get }
    /// What then is said.
    var unnumberedForm: String { get }

    /// Title for who came by a link from another site.
    var continueTitle: String { get }
    /// Why they have to press a button.
    var continueWhy: String { get }
    /// The button.
    var continueButton: String { get }
}
