internal import Domain

/// The live pages of this run: who is told when a conversation changes. Owned by ``Mail``.
///
/// That a live page holds its member present, and ends with the sign-in, is the business of ``Presence``.
struct Feeds: Sendable {
    private struct Feed: Sendable {
        let conversation: ConversationID
        let continuation: AsyncStream<Void>.Continuation
    }

    private var all: [Int: Feed] = [:]
    private var lastID = 0

    /// Adds a live page and returns its number.
    mutating func add(_ conversation: ConversationID, _ continuation: AsyncStream<Void>.Continuation) -> Int {
        lastID += 1
        all[lastID] = Feed(conversation: conversation, continuation: continuation)
        return lastID
    }

    mutating func remove(_ id: Int) { all[id] = nil }

    /// The conversations that are on a live page.
    var conversations: Set<ConversationID> { Set(all.values.map(\.conversation)) }

    /// Tells the pages of `conversations`.
    func tick(_ conversations: some Collection<ConversationID>) {
        guard !conversations.isEmpty else { return }
        for feed in all.values where conversations.contains(feed.conversation) { feed.continuation.yield() }
    }
}
