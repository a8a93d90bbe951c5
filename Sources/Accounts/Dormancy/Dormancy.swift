internal import Domain

/// What the running node knows of dormancy: how the clock is judged, which day is served, what is to be done next.
///
/// Owned by ``Accounts``; a value without I/O. **Source** protocol §11.8, decision 24.
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
        /// Log-ins that are known by now to have been on a later day than was kept.
        var late: [AccountID: UnixDay] = [:]
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
    /// When the last believed moment was, on the clock that nobody sets; before the first of this run, the first look: no time is taken to have
    /// passed while the node was off.
    private var markedAt: Int64?
    private var wasBelieved = false
    /// The last log-in of each account that was logged in to in this run.
    private var logins: [AccountID: Login] = [:]
    private var late: [AccountID: UnixDay] = [:]

    /// A log-in: the served day that was kept, and when it was on the clock that nobody sets.
    private struct Login {
        var day: UnixDay
        let sinceBoot: Int64
    }

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
        let markedAt = markedAt ?? reading.sinceBoot
        self.markedAt = markedAt
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
        let isAllCounted = next.advance(to: reading.wall, course, passed: reading.sinceBoot - markedAt)
        served = next
        self.markedAt = reading.sinceBoot
        if isAllCounted, !wasBelieved { findLate(next, reading) }
        wasBelieved = true
        var orders = Orders(late: late)
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

    /// The days of ``Orders/late`` are in the database.
    mutating func wereKept(_ days: [AccountID: UnixDay]) {
        for (account, day) in days where late[account] == day { late[account] = nil }
    }

    /// All accounts were looked at.
    mutating func wasSwept(at reading: ClockReading) {
        sweptAt = reading.sinceBoot
        lastSweep = UnixMinute(seconds: reading.wall)
    }

    /// The served day of a log-in or registration at `sinceBoot`; before any time was believed, a day that counts as the first.
    ///
    /// The machine's clock has no say in it: it may be wrong at any moment, and near midnight an hour is a day.
    ///
    /// - Parameter account: whose; nil for one that is only being made. A later log-in is not kept as on an earlier day.
    func day(of account: AccountID?, at sinceBoot: Int64) -> UnixDay {
        guard let served else { return UnixDay(count: 0) }
        let day = served.day(after: sinceBoot - (markedAt ?? sinceBoot))
        guard let before = account.flatMap({ logins[$0]?.day }) else { return day }
        return max(day, min(before, served.today.advanced(by: 1)))
    }

    /// `account` was logged in to at `sinceBoot`, and the served day `day` was kept.
    mutating func loggedIn(_ account: AccountID, on day: UnixDay, at sinceBoot: Int64) {
        logins[account] = Login(day: day, sinceBoot: sinceBoot)
        late[account] = nil
    }

    /// `account` is gone.
    mutating func forget(_ account: AccountID) {
        logins[account] = nil
        late[account] = nil
    }

    /// The calendar day on which `account` is deleted without another log-in; nil while no time was ever believed.
    func vanishingDay(of account: AccountID, days: Int) -> UnixDay? {
        guard let served = served(days: days), let last = logins[account]?.day else { return nil }
        // Whoever is here is not deleted before they leave.
        return served.calendarDay(max(served.dueDay(after: last), served.today))
    }

    /// Puts right whoever came before the first believed moment of this run: only now is known how long the node was off.
    private mutating func findLate(_ served: ServedDays, _ reading: ClockReading) {
        for (account, login) in logins {
            let ago = max(0, reading.sinceBoot - login.sinceBoot)
            let day = UnixDay(seconds: served.mark - ago).advanced(by: -served.awayDays)
            guard day > login.day else { continue }
            logins[account]?.day = day
            late[account] = day
        }
    }

    private func isWorthKeeping(_ next: ServedDays) -> Bool {
        guard let kept else { return true }
        return kept.awayDays != next.awayDays || kept.days != next.days || kept.held != next.held || next.mark < kept.mark
            || next.mark - kept.mark >= Dormancy.keepInterval
    }
}
