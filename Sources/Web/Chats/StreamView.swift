internal import Domain

/// How a conversation's messages are shown.
enum StreamView: Sendable, Equatable {
    /// Endless: each message appears as it comes.
    case live
    /// The newest, loaded again every 20 seconds.
    case refreshing
    /// The newest, loaded again by hand.
    case still
    /// Older ones than that one.
    case before(MessageID)

    /// Anything unknown is the live view.
    init(query: String?) {
        let parts = (query ?? "").split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            self = .live
            return
        }
        switch (parts[0], parts[1]) {
        case ("mode", "refresh"): self = .refreshing
        case ("mode", "still"): self = .still
        case ("before", let text): self = MessageID(text).map { .before($0) } ?? .live
        default: self = .live
        }
    }

    /// Whether the newest messages are before the reader's eyes.
    var showsNewest: Bool { if case .before = self { false } else { true } }

    /// With its question mark; empty for the live view.
    var query: String {
        switch self {
        case .live: ""
        case .refreshing: "?mode=refresh"
        case .still: "?mode=still"
        case .before(let id): "?before=\(id)"
        }
    }
}
