/// Between which moments the consensus that tor has is valid: a time that the directory authorities signed, not this machine's.
///
/// **Units** seconds since 1970. **Source** control-spec §3.9, `consensus/valid-after` and `consensus/valid-until`.
public struct ConsensusLifetime: Equatable, Sendable {
    /// From when on it is valid.
    public let validAfter: Int64
    /// Until when it is valid: three hours later, as a rule.
    public let validUntil: Int64

    /// A lifetime; nil when it ends before it begins.
    public init?(validAfter: Int64, validUntil: Int64) {
        guard validAfter <= validUntil else { return nil }
        self.validAfter = validAfter
        self.validUntil = validUntil
    }

    /// The moment that `text` spells, `2026-11-20 09:00:00` in UTC; nil when it is not one.
    ///
    /// **Source** control-spec §2.4, ISOTime. **Limits** the years 1970 to 9999.
    static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        let marks: [(Int, Character)] = [(4, "-"), (7, "-"), (10, " "), (13, ":"), (16, ":")]
        guard bytes.count == 19, marks.allSatisfy({ bytes[$0.0] == $0.1.asciiValue }) else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19),
            year >= 1970, (1...12).contains(month), day >= 1, day <= length(of: month, in: year), hour < 24, minute < 60, second <= 60
        else { return nil }
        // Days before this year, before this month (from March on, so that the leap day comes last), and before this day.
        let shiftedYear = month <= 2 ? year - 1 : year
        let leapDays = shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
        let monthDays = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5
        let days = shiftedYear * 365 + leapDays + monthDays + day - 1 - 719_468
        return ((days * 24 + hour) * 60 + minute) * 60 + second
    }

    private static func length(of month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
