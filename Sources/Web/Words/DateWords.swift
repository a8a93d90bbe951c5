internal import Domain

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
        var out: [UInt8] = []
        writeClock(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// `2026-11-20T06:12Z`, as HTML spells a time for machines.
    var machineText: String {
        let (year, month, date) = day.civil
        var out = Array(String(year).utf8)
        out.reserveCapacity(20)
        out.append(UInt8(ascii: "-"))
        Self.write(month, to: &out)
        out.append(UInt8(ascii: "-"))
        Self.write(date, to: &out)
        out.append(UInt8(ascii: "T"))
        writeClock(to: &out)
        out.append(UInt8(ascii: "Z"))
        return String(decoding: out, as: UTF8.self)
    }

    private func writeClock(to out: inout [UInt8]) {
        Self.write(hour, to: &out)
        out.append(UInt8(ascii: ":"))
        Self.write(minute, to: &out)
    }

    /// Two digits.
    private static func write(_ value: Int, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "0") + UInt8(value / 10 % 10))
        out.append(UInt8(ascii: "0") + UInt8(value % 10))
    }
}
