/// A minute since 1970, UTC: the finest time that messages carry or pages show.
public struct UnixMinute: Hashable, Sendable, Comparable {
    /// Whole minutes since 1970-01-01T00:00Z.
    public let count: UInt32

    /// The minute with that count.
    public init(count: UInt32) { self.count = count }

    /// The minute that holds `seconds` since 1970; times outside 1970…10135 are clamped.
    public init(seconds: Int64) { count = UInt32(clamping: seconds / 60) }

    /// Earlier comes first.
    public static func < (left: UnixMinute, right: UnixMinute) -> Bool { left.count < right.count }

    /// This minute's day.
    public var day: UnixDay { UnixDay(count: Int32(count / 1440)) }
    /// Hour of the day, 0…23.
    public var hour: Int { Int(count / 60 % 24) }
    /// Minute of the hour, 0…59.
    public var minute: Int { Int(count % 60) }
}

extension UnixMinute: CustomStringConvertible {
    /// `2026-11-20 06:12`, UTC.
    public var description: String { "\(day) \(twoDigits(hour)):\(twoDigits(minute))" }
}

/// A day since 1970, UTC.
public struct UnixDay: Hashable, Sendable, Comparable {
    /// Whole days since 1970-01-01.
    public let count: Int32

    /// The day with that count.
    public init(count: Int32) { self.count = count }

    /// The day that holds `seconds` since 1970.
    public init(seconds: Int64) { count = Int32(clamping: seconds / 86_400) }

    /// Earlier comes first.
    public static func < (left: UnixDay, right: UnixDay) -> Bool { left.count < right.count }

    /// The day so many days later, or earlier; it stays within what a number of days can be.
    package func advanced(by days: Int32) -> UnixDay { UnixDay(count: Int32(clamping: Int64(count) + Int64(days))) }

    /// Year, month (1…12) and day of the month (1…31) of the proleptic Gregorian calendar.
    ///
    /// **Source** the days-to-civil computation over 400-year eras that start on 1 March.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(count) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension UnixDay: CustomStringConvertible {
    /// `2026-11-20`.
    public var description: String {
        let (year, month, day) = civil
        return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    }
}

private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
