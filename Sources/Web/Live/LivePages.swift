internal import Chat
internal import EventLoop

/// The live pages that are open, by sign-in.
@Loop final class LivePages {
    /// A browser opens six connections to a host; with six endless pages the site would hang.
    static let perSignIn = 3

    private var open: [SignInID: [LiveEvents]] = [:]
    private var isStopped = false

    /// Takes a page in; the oldest of the same sign-in ends when there are too many.
    func add(_ page: LiveEvents, of signIn: SignInID) {
        if isStopped { return page.report(.ending(.stopped)) }
        var pages = open[signIn] ?? []
        if pages.count >= Self.perSignIn { pages.removeFirst().report(.ending(.replaced)) }
        open[signIn] = pages + [page]
    }

    /// Forgets a page that has ended.
    func remove(_ page: LiveEvents, of signIn: SignInID) {
        guard var pages = open[signIn] else { return }
        pages.removeAll { $0 === page }
        open[signIn] = pages.isEmpty ? nil : pages
    }

    /// Ends all, and each that comes later.
    func stop() {
        isStopped = true
        for page in open.values.joined() { page.report(.ending(.stopped)) }
        open = [:]
    }
}
