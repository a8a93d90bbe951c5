internal import Domain

extension German {
    private static let months = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
    ]
    /// As Duden shortens them: short names stay whole.
    private static let shortMonths = [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
    ]
    private static let weekdays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]

    func longDate(_ day: UnixDay) -> String { "\(Self.weekdays[day.weekday]), \(date(day))" }

    func date(_ day: UnixDay) -> String {
        let (year, month, date) = day.civil
        return "\(date). \(Self.months[month - 1]) \(year)"
    }

    func clock(_ minute: UnixMinute) -> String { minute.hourAndMinute }

    func exactly(_ minute: UnixMinute) -> String { "\(date(minute.day)), \(minute.hourAndMinute) Uhr (UTC)" }

    func told(_ age: Age) -> String {
        switch age {
        case .now: return "gerade eben"
        case .minutes(let count): return "vor \(count) Min."
        case .hours(let count): return "vor \(count) Std."
        case .yesterday: return "gestern"
        case .day(let day):
            let (_, month, date) = day.civil
            return "\(date). \(Self.shortMonths[month - 1])"
        case .dayOfAnotherYear(let day):
            let (year, month, date) = day.civil
            return "\(date). \(Self.shortMonths[month - 1]) \(year)"
        }
    }
}
