import EventLoop

/// The bytes of envelopes that came on all links and are not settled yet: each link has its window, and all together have this.
///
/// While the store keeps up there are few. When it does not, the link whose envelope would not fit ends, and its other end sends again later.
@Loop final class Intake {
    /// 64 MiB: a thousand of the largest envelopes, more than tor brings while a disk stalls for seconds.
    nonisolated static let limit = 64 << 20

    private let limit: Int
    private(set) var byteCount = 0

    init(limit: Int = Intake.limit) { self.limit = limit }

    /// Takes an envelope's bytes in; false when there is no room.
    func take(_ count: Int) -> Bool {
        guard byteCount + count <= limit else { return false }
        byteCount += count
        return true
    }

    /// The envelope is settled.
    func give(_ count: Int) { byteCount -= count }
}
