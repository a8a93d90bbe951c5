/// How slowly bytes may move: each so many of them, or what is left, within a time of waiting.
///
/// A value: waits in, what may still be waited out. It judges by progress and not in total, so who goes on, however long it takes, is waited for, and
/// who moves a byte now and then is not. Only waiting counts: the time in which what came was worked on is not the other side's.
package struct Pace: Sendable, Equatable {
    /// What has to move within ``patience``.
    package let byteCount: Int
    /// How long may be waited for it.
    package let patience: Duration
    /// How long has been waited for it.
    package private(set) var waited = Duration.zero
    private var missing: Int

    /// Nothing has moved yet, and nobody has waited.
    package init(byteCount: Int, patience: Duration) {
        self.byteCount = byteCount
        self.patience = patience
        missing = byteCount
    }

    /// How long may still be waited.
    package var left: Duration { max(.zero, patience - waited) }

    /// Counts `count` bytes that moved after a wait of `time`.
    package mutating func moved(_ count: Int, after time: Duration) {
        waited += time
        missing -= count
        guard missing <= 0 else { return }
        missing = byteCount
        waited = .zero
    }
}
