import Testing

@testable import Accounts
@testable import Chat
@testable import Domain

/// Log-ins while the machine's clock is wrong, at every hour of a day: what people are shown, and when they go.
@Suite struct WrongClockTests {
    private static let day: Int64 = 86_400
    private static let year: Int64 = 365 * day
    /// 2026-11-20, midnight.
    private static let midnight: Int64 = 1_795_132_800
    /// Each half hour, and the moments about midnight.
    static let moments: [Int64] = {
        let aboutMidnight: [Int64] = [-30, -1, 1, 30].map { (second: Int64) -> Int64 in midnight + day + second }
        return (0..<48).map { (half: Int64) -> Int64 in midnight + half * 1800 } + aboutMidnight
    }()

    private static func dayOf(_ seconds: Int64) -> UnixDay { UnixDay(seconds: seconds) }

    @Test(arguments: moments)
    func `by a wrong clock, noticed or not, the day is shown that a right one would show`(moment: Int64) async throws {
        let clock = TestClock(at: moment - Dormancy.grace)
        let machine = try await DormancyMachine(clock: clock)
        defer { machine.remove() }
        let expected = Self.dayOf(clock.truth).advanced(by: 30)
        try await machine.node.register("ana")
        #expect(try await machine.node.signIn("ana").vanishesOn == expected)
        let wrongs: [Int64] = [5000, -5000, 25 * 3600, -25 * 3600, -5 * Self.year, 5 * Self.year]
        for ahead in wrongs {
            clock.set(aheadBy: ahead - (clock.now - clock.truth))
            // The node looks at its clocks once a minute: until then it does not know.
            #expect(try await machine.node.signIn("ana").vanishesOn == expected)
        }
        await machine.look()
        #expect(await machine.node.chat.accounts.dormancyStatus.doubt != nil)
        #expect(try await machine.node.signIn("ana").vanishesOn == expected)
    }

    @Test(arguments: moments)
    func `whoever logs in by a wrong clock goes on the day that was shown`(moment: Int64) {
        let cases: [(ahead: Int64, wait: Int64)] = [
            (5 * Self.year, 600), (-5 * Self.year, 7200), (30 * 3600, 5 * 3600), (-30 * 3600, 11 * 3600), (2 * Self.year, 20 * 3600),
        ]
        for (ahead, wait) in cases {
            var world = DormancyWorld(at: moment - 7200)
            world.register()
            world.run(7200)
            world.ahead = ahead
            world.run(wait)
            #expect(world.doubt != nil)
            world.register()
            let expected = UnixDay(seconds: world.truth).advanced(by: 30)
            #expect(world.shownDay(2) == expected)
            world.ahead = 0
            world.run(3 * 3600)
            #expect(world.doubt == nil)
            #expect(world.shownDay(2) == expected)
            world.run(29 * Self.day)
            while world.members[2] != nil, UnixDay(seconds: world.truth) <= expected { world.run(600) }
            #expect(UnixDay(seconds: world.truth) == expected)
        }
    }

    @Test(arguments: moments)
    func `whoever logs in before a started node knows the time is shown no later day, and then the right one`(moment: Int64) {
        let absences: [Int64] = [60, 3600, 7 * 3600, 22 * 3600]
        for off in absences {
            var world = DormancyWorld(at: moment - 7200)
            world.run(7200)
            let known = UnixDay(seconds: world.truth)
            world.tor = .none
            world.begin(after: off)
            world.register()
            world.look()
            let day = UnixDay(seconds: world.truth)
            #expect(world.doubt == .noConsensus)
            #expect(world.shownDay(1) == known.advanced(by: 30))
            world.run(300)
            world.tor = .connected
            world.look()
            #expect(world.doubt == nil)
            #expect(world.shownDay(1) == day.advanced(by: 30))
            // What the page says is what is kept.
            world.restart(after: 60)
            world.run(29 * Self.day)
            #expect(UnixDay(seconds: world.truth) < day.advanced(by: 30) || world.members[1] == nil)
            while world.members[1] != nil, UnixDay(seconds: world.truth) <= day.advanced(by: 30) { world.run(600) }
            #expect(UnixDay(seconds: world.truth) == day.advanced(by: 30))
        }
    }

    @Test func `a later day is kept in the database, and never takes an even later one back`() async throws {
        var machine = try await DormancyMachine(clock: TestClock(at: Self.midnight + 20 * 3600))
        defer { machine.remove() }
        for name in ["ana", "ben"] { try await machine.node.register(name) }
        let today = Self.dayOf(machine.clock.truth)
        try await machine.begin(after: 10 * 3600)
        #expect(try await machine.node.signIn("ana").vanishesOn == today.advanced(by: 30))
        await machine.look(withConsensus: false)
        #expect(try await machine.node.signIn("ana").vanishesOn == today.advanced(by: 30))
        machine.clock.advance(seconds: 60)
        await machine.look()
        #expect(try await lastDay(of: "ana", machine) == today.advanced(by: 1))
        #expect(try await lastDay(of: "ben", machine) == today)
        let ana = try await machine.node.signIn("ana")
        #expect(ana.vanishesOn == today.advanced(by: 31))
        let key = NodeKey(machine.node.nodeKey)
        try await machine.node.store.write { try DormancyTable.raise([ana.account: today], key, in: $0) }
        #expect(try await lastDay(of: "ana", machine) == today.advanced(by: 1))
    }

    @Test func `after a doubt of days a log-in does not take back what one in it was shown`() {
        var world = DormancyWorld(at: Self.midnight + 20 * 3600)
        world.run(600)
        world.ahead = 5 * Self.year
        world.run(23 * 3600)
        world.register()
        let shown = world.shownDay(1)
        world.run(3 * Self.day)
        world.ahead = 0
        world.run(2 * 3600)
        #expect(world.doubt == nil)
        let later = world.shownDay(1)
        #expect(later.map { $0 >= shown ?? $0 } == true)
        world.logIn(1)
        #expect(world.shownDay(1) == later)
    }

    private func lastDay(of name: String, _ machine: DormancyMachine) async throws -> UnixDay? {
        let (key, name) = (NodeKey(machine.node.nodeKey), try Username(name))
        return try await machine.node.store.read { transaction in
            let account = try AccountTable.credentials(of: name, key, in: transaction)?.id
            return try DormancyTable.lastDays(after: nil, key, in: transaction).first { $0.account == account }?.day
        }
    }
}
