internal import Accounts
internal import Domain
internal import Mail

/// Days, times and counts, by the rules of the language.
protocol DateWords: Sendable {
    /// `Friday, 20 November 2026`, above a day's messages.
    func longDate(_ day: UnixDay) -> String
    /// `20 November 2026`.
    func date(_ day: UnixDay) -> String
    /// `06:12`.
    func clock(_ minute: UnixMinute) -> String
    /// `11 November 2026, 06:12 UTC`, for who points at a time.
    func exactly(_ minute: UnixMinute) -> String
    /// How long ago something was, standing alone or behind a colon.
    func told(_ age: Age) -> String
}

/// How long ago something was, as people tell it.
enum Age: Sendable, Equatable {
    /// This minute, or ahead of us: another node's clock.
    case now
    /// Less than an hour.
    case minutes(Int)
    /// Today.
    case hours(Int)
    /// The day before.
    case yesterday
    /// A day of this year.
    case day(UnixDay)
    /// A day of another year.
    case dayOfAnotherYear(UnixDay)

    /// From `minute` to `now`.
    init(of minute: UnixMinute, now: UnixMinute) {
        let age = Int(now.count) - Int(minute.count)
        switch (age, Int(now.day.count) - Int(minute.day.count)) {
        case (..<1, _): self = .now
        case (..<60, _): self = .minutes(age)
        case (_, 0): self = .hours(age / 60)
        case (_, 1): self = .yesterday
        default: self = minute.day.civil.year == now.day.civil.year ? .day(minute.day) : .dayOfAnotherYear(minute.day)
        }
    }
}

extension UnixDay {
    /// 0 for Monday to 6 for Sunday.
    var weekday: Int { ((Int(count) + 3) % 7 + 7) % 7 }
}

extension UnixMinute {
    /// `06:12`, for the languages that tell it so.
    var hourAndMinute: String {
        func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(twoDigits(hour)):\(twoDigits(minute))"
    }
}
