/// The live pages of this run: who is told when a conversation changes.
///
/// A live page holds its member present, so that what comes for them is opened at once. Owned by ``Chat``. **Source** protocol §5.29.
struct Feeds: Sendable {
    struct Feed: Sendable {
        let conversation: RecordID
        let member: Member
        let continuation: AsyncStream<Void>.Continuation
    }

    private var all: [Int: Feed] = [:]
    private var lastID = 0

    /// Adds a live page and returns its number.
    mutating func add(_ feed: Feed) -> Int {
        lastID += 1
        all[lastID] = feed
        return lastID
    }

    mutating func remove(_ id: Int) { all[id] = nil }

    /// A member who is present through a live page of `account` whose sign-in goes on: one that has ended may stay open for a while yet.
    func present(_ account: RecordID, isLive: (SignInID) -> Bool) -> Member? {
        all.values.first { $0.member.account == account && isLive($0.member.signIn) }?.member
    }

    /// Tells the pages of `conversations`.
    func tick(_ conversations: some Collection<RecordID>) {
        for feed in all.values where conversations.contains(feed.conversation) { feed.continuation.yield() }
    }

    /// Ends the pages of `account`.
    mutating func endAll(of account: RecordID) { end { $0.member.account == account } }

    /// Ends the pages of one sign-in.
    mutating func endAll(of signIn: SignInID) { end { $0.member.signIn == signIn } }

    private mutating func end(_ isEnded: (Feed) -> Bool) {
        for (id, feed) in all where isEnded(feed) {
            feed.continuation.finish()
            all[id] = nil
        }
    }
}
