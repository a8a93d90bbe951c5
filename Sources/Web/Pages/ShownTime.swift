internal import Domain

/// Times as pages show them: minutes, UTC; relative where the page stands still. The words are the language's (``DateWords``).
enum ShownTime {
    /// `06:12`, for a page that stays open.
    static func clock(_ minute: UnixMinute, in words: any Words) -> Part {
        Part(words.clock(minute), .time(machine: machine(minute), exact: nil))
    }

    /// `5 min ago`, for a page that is made anew each time.
    static func relative(_ minute: UnixMinute, now: UnixMinute, in words: any Words) -> Part {
        Part(words.told(Age(of: minute, now: now)), .time(machine: machine(minute), exact: words.exactly(minute)))
    }

    /// `Friday, 20 November 2026`.
    static func longDate(_ day: UnixDay, in words: any Words) -> Part {
        Part(words.longDate(day), .time(machine: day.description, exact: nil))
    }

    /// `20 November 2026`, with the machine's spelling beside it.
    static func date(_ day: UnixDay, in words: any Words) -> Part {
        Part(words.date(day), .time(machine: day.description, exact: nil))
    }

    private static func machine(_ minute: UnixMinute) -> String { minute.machineText }
}
