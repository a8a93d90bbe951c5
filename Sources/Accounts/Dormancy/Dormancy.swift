internal import Domain

/// What the running node knows of dormancy: how the clock is judged, which day is served, what is to be done next.
///
/// Owned by ``Accounts``; a value without I/O. **Source** product row A4, protocol §5.31, decision 24.
struct Dormancy: Sendable {
    /// After a start nobody is deleted for ten minutes: whoever waited for the node may log in first.
    static let grace: Int64 = 600
    /// How often all accounts are looked at.
    static let sweepInterval: Int64 = 3600
    /// How often the believed time is kept: what a crash makes it forget is no more.
    static let keepInterval: Int64 = 600

    /// What a look at the clock asks for.
    struct Orders: Sendable, Equatable {
        /// To be kept in the database.
        var keep: ServedDays?
        /// Whether all accounts are to be looked at.
        var isToSweep = false
    }

    /// What was counted so far; nil before the clock was believed for the first time ever.
    private(set) var served: ServedDays?
    /// Why the clock is not believed; nil when it is.
    private(set) var doubt: ClockDoubt? = .noConsensus
    /// When the last sweep was at its end, by the machine's clock.
    private(set) var lastSweep: UnixMinute?
    /// Whether a look at the clocks, or the sweep that follows it, goes on.
    var isBeingWatched = false
    private var watch = ClockWatch()
    private var startedAt: Int64?
    private var sweptAt: Int64?
    private var kept: ServedDays?
    /// The day of the last log-in of each account that was logged in to in this run.
    private var lastDays: [AccountID: UnixDay] = [:]

    /// Goes on from what was kept.
    init(kept: ServedDays?) {
        served = kept
        self.kept = kept
    }

    /// Judges `reading`, counts, and says what to do.
    ///
    /// - Parameter days: after how many days without a log-in an account is deleted.
    mutating func look(_ reading: ClockReading, days: Int) -> Orders {
        let startedAt = startedAt ?? reading.sinceBoot
        self.startedAt = startedAt
        let course: ClockWatch.Course
        do throws(ClockDoubt) {
            course = try watch.judge(reading, mark: served?.mark)
            doubt = nil
        } catch {
            doubt = error
            return Orders()
        }
        var next = served ?? ServedDays(mark: reading.wall, days: days)
        next.choose(days: days)
        next.advance(to: reading.wall, course)
        served = next
        var orders = Orders()
        if isWorthKeeping(next) { orders.keep = next }
        orders.isToSweep =
            reading.sinceBoot - startedAt >= Dormancy.grace && (sweptAt.map { reading.sinceBoot - $0 >= Dormancy.sweepInterval } ?? true)
        return orders
    }

    /// What was counted so far, with the operator's present number.
    func served(days: Int) -> ServedDays? {
        var served = served
        served?.choose(days: days)
        return served
    }

    /// `served` is in the database.
    mutating func wasKept(_ served: ServedDays) { kept = served }

    /// All accounts were looked at.
    mutating func wasSwept(at reading: ClockReading) {
        sweptAt = reading.sinceBoot
        lastSweep = UnixMinute(seconds: reading.wall)
    }

    /// The served day of a log-in or registration at `wall`; before any time was believed, a day that counts as the first.
    func day(at wall: Int64) -> UnixDay { served?.day(at: wall) ?? UnixDay(count: 0) }

    /// `account` was logged in to on the served day `day`.
    mutating func loggedIn(_ account: AccountID, on day: UnixDay) { lastDays[account] = day }

    /// `account` is gone.
    mutating func forget(_ account: AccountID) { lastDays[account] = nil }

    /// The calendar day on which `account` is deleted without another log-in; nil while no time was ever believed.
    func vanishingDay(of account: AccountID, days: Int) -> UnixDay? {
        guard let served = served(days: days), let last = lastDays[account] else { return nil }
        // Whoever is here is not deleted before they leave.
        return served.calendarDay(max(served.dueDay(after: last), served.today))
    }

    private func isWorthKeeping(_ next: ServedDays) -> Bool {
        guard let kept else { return true }
        return kept.awayDays != next.awayDays || kept.days != next.days || kept.held != next.held || next.mark < kept.mark
            || next.mark - kept.mark >= Dormancy.keepInterval
    }
}
