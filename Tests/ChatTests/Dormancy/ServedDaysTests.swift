import Bytes
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct ServedDaysTests {
    /// 2026-11-20, noon.
    private static let noon: Int64 = 1_795_176_000
    private static let day: Int64 = 86_400
    private static let today = UnixDay(seconds: noon)

    @Test func `with a good clock served days are the calendar's`() {
        var served = ServedDays(mark: Self.noon, days: 30)
        for hour in 1...2400 {
            served.advance(to: Self.noon + Int64(hour) * 3600, .even)
            #expect(served.today == UnixDay(seconds: Self.noon + Int64(hour) * 3600))
        }
        #expect(served.awayDays == 0)
        #expect(served.calendarDay(served.dueDay(after: served.today)) == served.today.advanced(by: 30))
    }

    @Test func `an absence of at most a day counts, a longer one does not`() {
        var served = ServedDays(mark: Self.noon, days: 30)
        served.advance(to: Self.noon + Self.day, .even)
        #expect(served.today == Self.today.advanced(by: 1))
        served.advance(to: Self.noon + 2 * Self.day + 1, .even)
        #expect(served.today == Self.today.advanced(by: 1))
        #expect(served.awayDays == 1)
        served.advance(to: Self.noon + 42 * Self.day, .even)
        #expect(served.today == Self.today.advanced(by: 1))
        // Whoever was last here on the first day is deleted so many days later on the calendar as the node was away.
        #expect(served.calendarDay(served.dueDay(after: Self.today)) == Self.today.advanced(by: 30 + 41))
    }

    @Test(arguments: [-10_000, -400, -2, 2, 400, 10_000])
    func `a clock that was set counts nothing, wherever it went`(days: Int64) {
        for course in [ClockWatch.Course.interrupted, .overruled] {
            var served = ServedDays(mark: Self.noon, days: 30)
            served.advance(to: Self.noon + days * Self.day, course)
            #expect(served.today == Self.today)
            served.advance(to: served.mark + Self.day, .even)
            #expect(served.today == Self.today.advanced(by: 1))
        }
    }

    @Test func `what has passed across a clock that was set is counted, if it is no more than a day`() {
        for course in [ClockWatch.Course.interrupted, .overruled, .even] {
            for (passed, days) in [(Int64(43_199), Int32(0)), (43_200, 1), (86_400, 1), (86_401, 0), (-1, 0)] {
                var served = ServedDays(mark: Self.noon, days: 30)
                served.advance(to: Self.noon + 400 * Self.day, course, passed: passed)
                #expect(served.today == Self.today.advanced(by: days), "\(course) \(passed)")
            }
        }
    }

    @Test func `setting the clock ahead and back again and again counts no more than once`() {
        var served = ServedDays(mark: Self.noon, days: 30)
        for _ in 0..<100 {
            served.advance(to: Self.noon + 23 * 3600, .even)
            served.advance(to: Self.noon, .interrupted)
            served.advance(to: Self.noon, .even)
        }
        #expect(served.today == Self.today.advanced(by: 1))
    }

    @Test func `whoever was last here before the clock was first believed counts from that moment`() {
        let served = ServedDays(mark: Self.noon, days: 30)
        for last in [UnixDay(count: 0), UnixDay(count: -5000), Self.today.advanced(by: -31)] {
            #expect(served.dueDay(after: last) == Self.today.advanced(by: 30))
            #expect(served.verdict(on: last) == .stays)
        }
    }

    @Test func `an account goes on its day and not before`() {
        var served = ServedDays(mark: Self.noon, days: 30)
        for _ in 0..<40 { served.advance(to: served.mark + Self.day, .even) }
        #expect(served.verdict(on: served.today.advanced(by: -29)) == .stays)
        #expect(served.verdict(on: served.today.advanced(by: -30)) == .goes)
        #expect(served.verdict(on: served.today) == .stays)
    }

    @Test func `a day that lies ahead or can't be read is damage, tomorrow is not`() {
        let served = ServedDays(mark: Self.noon, days: 1)
        #expect(served.verdict(on: Self.today.advanced(by: 1)) == .stays)
        for last in [nil, Self.today.advanced(by: 2), UnixDay(count: .max)] { #expect(served.verdict(on: last) == .damaged) }
    }

    @Test func `a log-in counts as so long after the time believed as has passed, a day at most`() {
        var served = ServedDays(mark: Self.noon, days: 30)
        served.advance(to: Self.noon + 100 * Self.day, .interrupted)
        #expect(served.awayDays == 100)
        for passed in [Int64.min, 0, 3600, 43_199] { #expect(served.day(after: passed) == Self.today) }
        for passed in [Int64(43_200), 86_400, .max] { #expect(served.day(after: passed) == Self.today.advanced(by: 1)) }
    }

    @Test func `a smaller number deletes nobody for a week, and never later than the larger one would`() {
        var served = ServedDays(mark: Self.noon, days: 90)
        for _ in 0..<89 { served.advance(to: served.mark + Self.day, .even) }
        let changed = served.today
        served.choose(days: 30)
        for (absent, left) in [(Int32(0), Int32(30)), (20, 10), (25, 7), (60, 7), (85, 5), (89, 1)] {
            #expect(served.dueDay(after: changed.advanced(by: -absent)) == changed.advanced(by: left), "absent for \(absent)")
        }
        for _ in 0..<7 { served.advance(to: served.mark + Self.day, .even) }
        #expect(served.held == nil)
        #expect(served.dueDay(after: changed) == changed.advanced(by: 30))
    }

    @Test func `a larger number counts at once, and takes a smaller one's week back`() {
        var served = ServedDays(mark: Self.noon, days: 30)
        served.choose(days: 90)
        #expect(served.dueDay(after: Self.today) == Self.today.advanced(by: 90))
        served.choose(days: 10)
        served.choose(days: 90)
        #expect(served.held == nil)
        #expect(served.dueDay(after: Self.today) == Self.today.advanced(by: 90))
    }

    @Test func `of two smaller numbers in a week neither deletes anybody before a week has passed`() {
        var served = ServedDays(mark: Self.noon, days: 90)
        for _ in 0..<89 { served.advance(to: served.mark + Self.day, .even) }
        served.choose(days: 45)
        served.advance(to: served.mark + 3 * Self.day / 4, .even)
        served.choose(days: 30)
        #expect(served.dueDay(after: served.today.advanced(by: -50)) == served.today.advanced(by: 7))
        #expect(served.dueDay(after: served.today.advanced(by: -88)) == served.today.advanced(by: 2))
    }

    @Test func `numbers out of bounds are bounded`() {
        for (number, days) in [(0, Int32(1)), (-5, 1), (.min, 1), (.max, 2_932_896)] {
            var served = ServedDays(mark: Self.noon, days: 30)
            served.choose(days: number)
            #expect(served.days == days)
            _ = served.calendarDay(served.dueDay(after: UnixDay(count: .max)))
        }
    }

    @Test func `what is kept is read again, and nothing else is`() throws {
        var served = ServedDays(mark: Self.noon, days: 90)
        served.advance(to: Self.noon - 50 * Self.day, .overruled)
        #expect(try ServedDays(decoding: served.encode()) == served)
        served.choose(days: 30)
        #expect(try ServedDays(decoding: served.encode()) == served)
        let bytes = served.encode()
        var start = 0
        for field in [1, 8, 4, 4, 4, 4, 4] {
            for left in 0..<field {
                let cut = Array(bytes.prefix(start + left))
                #expect(throws: ByteReaderError.truncated(needed: field, left: left)) { try ServedDays(decoding: cut) }
            }
            start += field
        }
        #expect(start == bytes.count)
        #expect(throws: ByteReaderError.trailingBytes(1)) { try ServedDays(decoding: bytes + [0]) }
        // A version, a time, and days that no clock shows.
        for (place, byte) in [(0, UInt8(2)), (1, 1), (9, 0x80), (13, 0x7f), (17, 0xff), (21, 0x7f), (25, 0x80)] {
            var bent = bytes
            bent[place] = byte
            #expect(throws: ByteReaderError.invalidValue, "byte \(place)") { try ServedDays(decoding: bent) }
        }
    }
}
