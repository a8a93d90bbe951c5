/// How much a file holds, as people read it.
enum ByteCount {
    private static let units = ["B", "kB", "MB", "GB", "TB"]

    /// `count` in decimal units, cut to one digit after the mark below ten: never more than there is.
    ///
    /// **Shape** `512 B`, `1.5 kB`, `26 MB`.
    static func text(_ count: UInt64, decimalMark: Character) -> String {
        var (tenths, unit) = (count.multipliedReportingOverflow(by: 10).overflow ? UInt64.max : count * 10, 0)
        while tenths >= 10_000 && unit < units.count - 1 {
            tenths /= 1000
            unit += 1
        }
        let (whole, tenth) = tenths.quotientAndRemainder(dividingBy: 10)
        return unit > 0 && whole < 10 && tenth > 0 ? "\(whole)\(decimalMark)\(tenth) \(units[unit])" : "\(whole) \(units[unit])"
    }
}
