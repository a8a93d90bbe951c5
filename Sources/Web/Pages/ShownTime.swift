internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// Times as pages show them: minutes, UTC; relative where the page stands still.
enum ShownTime {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]

    /// `06:12`, for a page that stays open.
    static func clock(_ minute: UnixMinute) -> HTML {
        Tag.time(String(minute.description.suffix(5)), .dateTime(machine(minute)))
    }

    /// `5 min ago`, for a page that is made anew each time.
    static func relative(_ minute: UnixMinute, now: UnixMinute) -> HTML {
        Tag.time(words(minute, now: now), .dateTime(machine(minute)), .title("\(minute) UTC"))
    }

    /// `Friday, 20 November 2026`.
    static func day(_ day: UnixDay) -> String {
        let (year, month, date) = day.civil
        let weekday = ((Int(day.count) % 7) + 7) % 7
        return "\(weekdays[weekday]), \(date) \(months[month - 1]) \(year)"
    }

    /// `20 November 2026`, with the machine's spelling beside it.
    static func date(_ day: UnixDay) -> HTML {
        let (year, month, date) = day.civil
        return Tag.time("\(date) \(months[month - 1]) \(year)", .dateTime(day.description))
    }

    /// `30 days`, or `a day`.
    static func days(_ count: Int) -> String { count == 1 ? "a day" : "\(count) days" }

    /// The words of ``relative(_:now:)``. A time ahead of ours (another node's clock) reads as now.
    static func words(_ minute: UnixMinute, now: UnixMinute) -> String {
        let age = Int(now.count) - Int(minute.count)
        let days = Int(now.day.count) - Int(minute.day.count)
        switch (age, days) {
        case (..<1, _): return "now"
        case (..<60, _): return "\(age) min ago"
        case (_, 0): return "\(age / 60) h ago"
        case (_, 1): return "yesterday"
        default:
            let (year, month, date) = minute.day.civil
            return "\(date) \(months[month - 1].prefix(3))" + (year == now.day.civil.year ? "" : " \(year)")
        }
    }

    private static func machine(_ minute: UnixMinute) -> String {
        minute.description.replacing(" ", with: "T") + "Z"
    }
}
