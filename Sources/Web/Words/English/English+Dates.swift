internal import Domain

extension English {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    func longDate(_ day: UnixDay) -> String { "\(Self.weekdays[day.weekday]), \(date(day))" }

    func date(_ day: UnixDay) -> String {
        let (year, month, date) = day.civil
        return "\(date) \(Self.months[month - 1]) \(year)"
    }

    func clock(_ minute: UnixMinute) -> String { minute.hourAndMinute }

    func exactly(_ minute: UnixMinute) -> String { "\(date(minute.day)), \(minute.hourAndMinute) UTC" }

    func told(_ age: Age) -> String {
        switch age {
        case .now: return "now"
        case .minutes(let count): return "\(count) min ago"
        case .hours(let count): return "\(count) h ago"
        case .yesterday: return "yesterday"
        case .day(let day):
            let (_, month, date) = day.civil
            return "\(date) \(Self.months[month - 1].prefix(3))"
        case .dayOfAnotherYear(let day):
            let (year, month, date) = day.civil
            return "\(date) \(Self.months[month - 1].prefix(3)) \(year)"
        }
    }
}
