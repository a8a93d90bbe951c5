internal import Domain

/// Counts events for each key within a window of time; bounded in keys and memory.
///
/// **Source** protocol §6.1, §6.6.
struct RateLimit<Key: Hashable & Sendable>: Sendable {
    /// The most keys remembered; when full, the emptiest windows are forgotten first.
    private let keyLimit = 4096
    private let limit: Int
    private let windowSeconds: Int64
    private var counts: [Key: (start: Int64, count: Int)] = [:]

    /// At most `limit` events in `windowSeconds` for each key.
    init(_ limit: Int, perSeconds windowSeconds: Int64) {
        self.limit = limit
        self.windowSeconds = windowSeconds
    }

    /// Forgets `key` and what was counted of it.
    mutating func forget(_ key: Key) { counts[key] = nil }

    /// Whether one more event of `key` is allowed at `now`; counts it when it is.
    mutating func allows(_ key: Key, now: Int64) -> Bool {
        if counts.count >= keyLimit, counts[key] == nil {
            counts = counts.filter { now - $0.value.start < windowSeconds }
            // Still full: one key with the fewest events makes room, so that a flood of new keys can't lift an old one's limit.
            if counts.count >= keyLimit, let least = counts.min(by: { $0.value.count < $1.value.count })?.key { counts[least] = nil }
        }
        var window = counts[key] ?? (start: now, count: 0)
        if now < window.start || now - window.start >= windowSeconds { window = (start: now, count: 0) }
        guard window.count < limit else { return false }
        window.count += 1
        counts[key] = window
        return true
    }
}
