internal import Chat
internal import EventLoop

/// The live pages that are open, by sign-in.
@Loop final class LivePages {
    /// A browser opens six connections to a host; with six endless pages the site would hang.
    static let perSignIn = 3
    /// Half of the front's connections: the other half is for pages that come and go, whoever keeps live ones open.
    static let inAll = 256

    private var open: [SignInID: [LiveEvents]] = [:]
    private var isStopped = false

    /// Takes a page in; the oldest of the same sign-in ends when there are too many.
    func add(_ page: LiveEvents, of signIn: SignInID) {
        if isStopped { return page.report(.ending(.stopped)) }
        var pages = open[signIn] ?? []
        if pages.count >= Self.perSignIn { pages.removeFirst().report(.ending(.replaced)) }
        open[signIn] = pages + [page]
        makeRoom()
    }

    /// How many are open.
    var count: Int { open.values.reduce(0) { $0 + $1.count } }

    /// When there are too many in all, one of those who have most makes room.
    private func makeRoom() {
        guard count > Self.inAll, let most = open.max(by: { $0.value.count < $1.value.count }), let oldest = most.value.first else {
            return
        }
        oldest.report(.ending(.replaced))
        remove(oldest, of: most.key)
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
