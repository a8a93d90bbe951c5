import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct ClockWatchTests {
    private static let start: Int64 = 1_795_165_200
    private static let day: Int64 = 86_400

    /// A reading `after` the start on the clock that nobody sets; the machine's own is `ahead`, the consensus is right unless said otherwise.
    private static func reading(_ after: Int64, ahead: Int64 = 0, consensus: ClosedRange<Int64>?? = .none) -> ClockReading {
        let truth = start + after
        return ClockReading(wall: truth + ahead, sinceBoot: 5000 + after, consensus: consensus ?? truth - 3600...truth + 7200)
    }

    @Test func `a clock that agrees with tor and goes evenly is believed`() throws {
        var watch = ClockWatch()
        for minute in 0..<3000 {
            // A time server nudges it by some seconds now and then.
            let course = try watch.judge(Self.reading(Int64(minute) * 60, ahead: Int64(minute % 7)), mark: Self.start)
            #expect(course == .even)
        }
    }

    @Test func `without a consensus it is not`() {
        var watch = ClockWatch()
        #expect(throws: ClockDoubt.noConsensus) { try watch.judge(Self.reading(0, consensus: .some(nil)), mark: nil) }
    }

    @Test func `more than a day beside the consensus it is not`() throws {
        for (ahead, doubt) in [
            (Self.day + 7200, nil), (Self.day + 7201, ClockDoubt.aheadOfConsensus(seconds: Self.day + 1)),
            (-Self.day - 3600, nil), (-Self.day - 3601, .behindConsensus(seconds: Self.day + 1)),
            (40 * 365 * Self.day, .aheadOfConsensus(seconds: 40 * 365 * Self.day - 7200)),
            (-40 * 365 * Self.day, .behindConsensus(seconds: 40 * 365 * Self.day - 3600)),
        ] {
            var watch = ClockWatch()
            if let doubt {
                #expect(throws: doubt) { try watch.judge(Self.reading(0, ahead: ahead), mark: nil) }
            } else {
                #expect(try watch.judge(Self.reading(0, ahead: ahead), mark: nil) == .even)
            }
        }
    }

    @Test(arguments: [3601, -3601, 86_000, -86_000])
    func `a clock that was set is believed when it has gone evenly for an hour, and what it says of the time between is not`(jump: Int64)
        throws
    {
        var watch = ClockWatch()
        _ = try watch.judge(Self.reading(0), mark: nil)
        for minute in 0..<60 {
            #expect(throws: ClockDoubt.jumped(seconds: jump)) {
                try watch.judge(Self.reading(60 + Int64(minute) * 60, ahead: jump), mark: nil)
            }
        }
        #expect(try watch.judge(Self.reading(60 + 3600, ahead: jump), mark: nil) == .interrupted)
        #expect(try watch.judge(Self.reading(120 + 3600, ahead: jump), mark: nil) == .even)
    }

    @Test func `many small steps are one jump`() throws {
        var watch = ClockWatch()
        for step in 0...6 { #expect(try watch.judge(Self.reading(Int64(step) * 60, ahead: Int64(step) * 600), mark: nil) == .even) }
        #expect(throws: ClockDoubt.jumped(seconds: 4200)) { try watch.judge(Self.reading(420, ahead: 4200), mark: nil) }
    }

    @Test func `each jump begins the hour anew, and a machine that slept has not jumped`() throws {
        var watch = ClockWatch()
        _ = try watch.judge(Self.reading(0), mark: nil)
        #expect(throws: ClockDoubt.jumped(seconds: 7200)) { try watch.judge(Self.reading(60, ahead: 7200), mark: nil) }
        #expect(throws: ClockDoubt.jumped(seconds: -7200)) { try watch.judge(Self.reading(3600), mark: nil) }
        #expect(throws: ClockDoubt.jumped(seconds: -7200)) { try watch.judge(Self.reading(3700), mark: nil) }
        #expect(try watch.judge(Self.reading(7200), mark: nil) == .interrupted)
        #expect(try watch.judge(Self.reading(7200 + 3 * Self.day), mark: nil) == .even)
    }

    @Test func `a day behind the time known before it is not believed, until a week has shown that this one is right`() throws {
        var watch = ClockWatch()
        let mark = Self.start + 400 * Self.day
        #expect(try watch.judge(Self.reading(0), mark: Self.start + Self.day) == .even)
        for hour in 0..<(7 * 24) {
            let after = Int64(hour) * 3600
            #expect(throws: ClockDoubt.behindMark(seconds: 400 * Self.day - after)) { try watch.judge(Self.reading(after), mark: mark) }
        }
        #expect(try watch.judge(Self.reading(7 * Self.day), mark: mark) == .overruled)
    }

    @Test func `readings out of all bounds are clamped`() throws {
        var watch = ClockWatch()
        let wild = ClockReading(wall: .max, sinceBoot: .min, consensus: .min...(.max))
        #expect(try watch.judge(wild, mark: 0) == .even)
        #expect(throws: ClockDoubt.self) { try watch.judge(ClockReading(wall: .min, sinceBoot: .max, consensus: nil), mark: .max) }
    }

    @Test func `a doubt says how much in plain words, and what to do`() {
        #expect("\(ClockDoubt.aheadOfConsensus(seconds: 100 * 3600))" == "it is 4 days ahead of the Tor network's time")
        #expect("\(ClockDoubt.behindConsensus(seconds: 30 * 3600))" == "it is 30 h behind the Tor network's time")
        #expect("\(ClockDoubt.jumped(seconds: -7300))" == "it was set by 2 h back while the node ran")
        #expect("\(ClockDoubt.behindMark(seconds: 3 * 31_536_000))" == "it is 3 years behind the time that this node has known before")
        let all: [ClockDoubt] = [
            .noConsensus, .aheadOfConsensus(seconds: 1), .behindConsensus(seconds: 1), .jumped(seconds: 1), .behindMark(seconds: 1),
        ]
        #expect(Set(all.map(\.word)).count == all.count)
        #expect(all.allSatisfy { !$0.hint.isEmpty })
    }
}
