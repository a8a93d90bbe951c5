internal import Domain
internal import Mail

/// What a live page has shown so far, and what follows from news: a value, messages in, bytes out.
struct LiveContent: Sendable {
    /// How the page is written.
    private(set) var page: StreamPage
    /// How many messages it shows.
    private(set) var count = 0
    private var newest: MessageID?
    private var waiting: [MessageID] = []  // own messages shown as queued

    init(_ conversation: Conversation, in words: any Words) { page = StreamPage(conversation, view: .live, in: words) }

    /// Messages after this one are asked for: the new ones, and those whose state may have changed.
    var start: MessageID {
        guard let first = waiting.first else { return newest ?? MessageID(number: 0) }
        return MessageID(number: first.number - 1)
    }

    /// The page's beginning.
    mutating func begin(with messages: some Collection<Message>, hasOlder: Bool) -> [UInt8] {
        page.opening(oldest: hasOlder ? messages.first?.id : nil) + rows(messages)
    }

    /// What follows from the messages after ``start``.
    ///
    /// The state of a message is shown as it was when written. Once all that waited have been delivered, one line says so for all of
    /// them; a partial delivery is not told before the rest has followed. When a message is lost, no later line can tell it truly:
    /// `isStale`, load anew.
    mutating func update(with messages: [Message]) -> (bytes: [UInt8], isStale: Bool) {
        let states = Dictionary(messages.map { ($0.id, $0.state) }) { first, _ in first }
        let isStale = waiting.contains { states[$0] == .expired || states[$0] == .failed }
        var bytes: [UInt8] = []
        if !waiting.isEmpty, waiting.allSatisfy({ states[$0] == .delivered }) {
            waiting = []
            bytes += page.settled()
        }
        let latest = newest
        return (bytes + rows(messages.filter { message in latest.map { message.id > $0 } ?? true }), isStale)
    }

    private mutating func rows(_ messages: some Collection<Message>) -> [UInt8] {
        count += messages.count
        if let last = messages.map(\.id).last { newest = last }
        waiting += messages.filter { $0.state == .queued }.map(\.id)
        return page.rows(messages)
    }
}
