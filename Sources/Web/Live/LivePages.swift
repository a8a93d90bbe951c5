internal import Domain
internal import EventLoop

/// The live pages that are open on all fronts of a node, by sign-in.
@Loop final class LivePages {
    /// A browser opens six connections to a host; with six endless pages the site would hang.
    static let perSignIn = 3
    /// Half of a front's connections: the other half is for pages that come and go, whoever keeps live ones open.
    static let inAll = 256

    private struct Open {
        let page: LiveEvents
        let front: ObjectIdentifier
    }

    private var open: [SignInID: [Open]] = [:]

    /// How many are open.
    var count: Int { open.values.reduce(0) { $0 + $1.count } }

    /// Takes a page in; the oldest of the same sign-in ends when there are too many, on whatever front it is.
    fileprivate func add(_ page: LiveEvents, of signIn: SignInID, on front: LiveFront) {
        var pages = open[signIn] ?? []
        if pages.count >= Self.perSignIn { pages.removeFirst().page.report(.ending(.replaced)) }
        open[signIn] = pages + [Open(page: page, front: ObjectIdentifier(front))]
        makeRoom()
    }

    /// When there are too many in all, one of those who have most makes room.
    private func makeRoom() {
        guard count > Self.inAll, let most = open.max(by: { $0.value.count < $1.value.count }), let oldest = most.value.first else {
            return
        }
        oldest.page.report(.ending(.crowded))
        remove(oldest.page, of: most.key)
    }

    /// Forgets a page that has ended.
    func remove(_ page: LiveEvents, of signIn: SignInID) { keep(of: signIn) { $0.page !== page } }

    /// Ends those of `front`.
    fileprivate func stop(_ front: LiveFront) {
        let id = ObjectIdentifier(front)
        for pages in open.values { for each in pages where each.front == id { each.page.report(.ending(.stopped)) } }
        for signIn in open.keys { keep(of: signIn) { $0.front != id } }
    }

    private func keep(of signIn: SignInID, where isKept: (Open) -> Bool) {
        guard let pages = open[signIn]?.filter(isKept) else { return }
        open[signIn] = pages.isEmpty ? nil : pages
    }
}

/// One front's way to the live pages of all: it stops alone.
@Loop final class LiveFront {
    /// Those of all fronts.
    let pages: LivePages
    private var isStopped = false

    init(_ pages: LivePages) { self.pages = pages }

    /// Takes a page in; after the stop it ends at once.
    func add(_ page: LiveEvents, of signIn: SignInID) {
        if isStopped { page.report(.ending(.stopped)) } else { pages.add(page, of: signIn, on: self) }
    }

    /// Forgets a page that has ended.
    func remove(_ page: LiveEvents, of signIn: SignInID) { pages.remove(page, of: signIn) }

    /// Ends all pages of this front, and each that comes later.
    func stop() {
        isStopped = true
        pages.stop(self)
    }
}
