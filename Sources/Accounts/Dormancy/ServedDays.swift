internal import Bytes
internal import Domain

/// The days on which the node was there for its members: what dormancy is counted in.
///
/// A served day is a calendar day less all days on which the node was off, or had no clock to believe. It only ever moves on by small, believed
/// steps, and never back: a clock set to another year moves it not at all. Log-ins are kept as served days, so that nothing of a wrong clock is
/// ever written next to an account.
///
/// **Layout** version 1 ‖ mark u64 ‖ away u32 ‖ first u32 ‖ days u32 ‖ held days u32 (0: none) ‖ held until u32; days are two's complement.
/// **Source** decision 24.
struct ServedDays: Sendable, Equatable {
    /// A larger number of days that still counts after the operator has chosen a smaller one.
    struct Held: Sendable, Equatable {
        let days: Int32
        /// The served day from which on the smaller one counts alone.
        let until: UnixDay
    }

    /// Between two believed moments that are further apart the node was away, and no day is counted.
    static let longestStep: Int64 = 86_400
    /// After the operator chose a smaller number, nobody is deleted by it for so long: a week, in which those who look in see the new day.
    static let noticeDays: Int32 = 7
    private static let version: UInt8 = 1
    /// No calendar day of ours is outside, and no sum of three can overflow: the days until the year 9999.
    private static let dayBounds: ClosedRange<Int32> = -2_932_896...2_932_896

    /// The latest believed time.
    private(set) var mark: Int64
    /// What the calendar is ahead of the served days by.
    private(set) var awayDays: Int32
    /// The day of the first believed moment: whoever was last here before counts as here on it.
    let first: UnixDay
    /// After how many days without a log-in an account is deleted.
    private(set) var days: Int32
    private(set) var held: Held?

    /// Begins to count at `mark`.
    init(mark: Int64, days: Int) {
        self.mark = mark
        awayDays = 0
        first = UnixDay(seconds: mark)
        self.days = ServedDays.number(days)
    }

    /// The served day of the last believed moment.
    var today: UnixDay { UnixDay(seconds: mark).advanced(by: -awayDays) }

    /// The served day of a log-in so many seconds after the last believed moment; more than ``longestStep`` are as many as that.
    func day(after passed: Int64) -> UnixDay {
        UnixDay(seconds: mark + min(max(0, passed), ServedDays.longestStep)).advanced(by: -awayDays)
    }

    /// Moves on to the believed time `wall`.
    ///
    /// - Parameter passed: how many seconds the node has seen pass since the last believed moment, by the clock that nobody sets.
    /// - Returns: whether all time since then counts.
    @discardableResult
    mutating func advance(to wall: Int64, _ course: ClockWatch.Course, passed: Int64 = 0) -> Bool {
        let isStep = course == .even && wall - mark <= ServedDays.longestStep
        // A little behind the mark, as two clocks may be, nothing is counted until it is reached again: whoever sets the clock ahead and back, again
        // and again, gains nothing.
        if wall > mark || course == .overruled {
            // Across a clock that was set, what the other has seen.
            let next = passed <= ServedDays.longestStep ? day(after: passed) : today
            mark = wall
            if !isStep { awayDays = UnixDay(seconds: wall).count - next.count }
        }
        if let held, held.until <= today { self.held = nil }
        return isStep
    }

    /// Takes over the operator's number. A larger one counts at once, a smaller one after ``noticeDays``.
    mutating func choose(days chosen: Int) {
        let chosen = ServedDays.number(chosen)
        if chosen < days {
            held = Held(days: max(days, held?.days ?? 0), until: today.advanced(by: ServedDays.noticeDays))
        }
        days = chosen
        if let held, held.days <= chosen { self.held = nil }
    }

    /// What is to become of an account.
    enum Verdict: Equatable, Sendable {
        case stays
        /// Its last day can't be read, or lies ahead: a clock that nobody judged wrote it.
        case damaged
        case goes
    }

    /// What is to become of an account whose last log-in was kept as the served day `last`; nil: it can't be read.
    func verdict(on last: UnixDay?) -> Verdict {
        // A log-in after the last believed moment may be on the day after, and no further: it counts as at most a day later.
        guard let last, last <= today.advanced(by: 1) else { return .damaged }
        return dueDay(after: last) <= today ? .goes : .stays
    }

    /// The served day on which an account is deleted that was last logged in to on the served day `last`.
    func dueDay(after last: UnixDay) -> UnixDay {
        let last = max(last, first)
        let due = last.advanced(by: days)
        guard let held else { return due }
        return min(last.advanced(by: held.days), max(due, held.until))
    }

    /// The same on the calendar, if the node is there on all days until then.
    func calendarDay(_ day: UnixDay) -> UnixDay { day.advanced(by: awayDays) }

    /// At least one day: with none, each log-in would be the last.
    private static func number(_ days: Int) -> Int32 { Int32(clamping: min(max(1, days), Int(dayBounds.upperBound))) }
}

extension ServedDays {
    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(ServedDays.version)
        writer.write(UInt64(clamping: mark))
        for number in [awayDays, first.count, days, held?.days ?? 0, held?.until.count ?? 0] { writer.write(UInt32(bitPattern: number)) }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == ServedDays.version else { throw ByteReaderError.invalidValue }
        let mark = try reader.readUInt64()
        guard mark <= UInt64(ClockReading.latest) else { throw ByteReaderError.invalidValue }
        self.mark = Int64(mark)
        func number() throws -> Int32 {
            let number = Int32(bitPattern: try reader.readUInt32())
            guard ServedDays.dayBounds.contains(number) else { throw ByteReaderError.invalidValue }
            return number
        }
        awayDays = try number()
        first = UnixDay(count: try number())
        days = try number()
        let heldDays = try number()
        let heldUntil = UnixDay(count: try number())
        guard days >= 1, heldDays == 0 || heldDays > days, heldDays != 0 || heldUntil.count == 0 else { throw ByteReaderError.invalidValue }
        held = heldDays == 0 ? nil : Held(days: heldDays, until: heldUntil)
        try reader.finish()
    }
}
