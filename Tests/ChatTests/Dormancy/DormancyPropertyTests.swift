import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Random histories of a node whose clock is set to and fro, whose tor comes and goes, and which is switched off for minutes or months.
@Suite struct DormancyPropertyTests {
    private static let day = DormancyWorld.day
    /// What a log-in late in its day and two clocks within their tolerances can take from the thirty days.
    private static let slack = 4 * day

    /// A step of somewhere between a minute and `limit`, as likely short as long.
    private static func span(upTo limit: Int64, _ chance: inout TestChance) -> Int64 {
        let bits = Double.random(in: 0...1, using: &chance)
        return Int64(60 * (Double(limit) / 60).squareRoot() * (bits * (Double(limit) / 60).squareRoot()))
    }

    private static func sign(_ chance: inout TestChance) -> Int64 { Bool.random(using: &chance) ? 1 : -1 }

    private static func disturb(_ world: inout DormancyWorld, _ chance: inout TestChance) {
        switch Int.random(in: 0..<10, using: &chance) {
        case 0: world.ahead = sign(&chance) * span(upTo: 60 * 365 * day, &chance)
        case 1: world.ahead += sign(&chance) * span(upTo: 2 * day, &chance)
        case 2: world.ahead = 0
        case 3: world.restart(after: span(upTo: 120 * day, &chance))
        case 4: world.restart(after: span(upTo: day, &chance))
        case 5: world.tor = .cut
        case 6, 7: world.tor = .connected
        case 8: world.register()
        default:
            if let member = world.members.keys.sorted().randomElement(using: &chance) { world.logIn(member) }
        }
        world.run(span(upTo: 6 * day, &chance), interval: 1800)
    }

    @Test(arguments: 0..<100)
    func `whatever happens to the clock, nobody is deleted who was here in the last weeks`(seed: UInt64) {
        var chance = TestChance(seed: seed)
        var world = DormancyWorld()
        if Bool.random(using: &chance) { world.ahead = Self.sign(&chance) * Self.span(upTo: 60 * 365 * Self.day, &chance) }
        for _ in 0..<3 { world.register() }
        for _ in 0..<150 { Self.disturb(&world, &chance) }
        let least = Int64(DormancyWorld.days) * Self.day - Self.slack
        #expect(world.deleted.allSatisfy { $0.absence >= least }, "absences in days: \(world.deleted.map { $0.absence / Self.day })")

        // And when all is right again, everybody goes on the day that was shown.
        world.tor = .connected
        world.ahead = 0
        world.run(8 * Self.day, interval: 3600)
        #expect(world.doubt == nil)
        world.register()
        let last = world.members.keys.max() ?? 0
        let shown = world.shownDay(last)
        world.run(Int64(DormancyWorld.days + 3) * Self.day, interval: 3600)
        #expect(world.members.isEmpty)
        #expect(shown == UnixDay(seconds: world.truth - 3 * Self.day))
    }

    @Test(arguments: 0..<50)
    func `even a network that says what the clock says deletes nobody by jumps of more than a day`(seed: UInt64) {
        var chance = TestChance(seed: seed)
        var world = DormancyWorld()
        world.tor = .lying
        for _ in 0..<3 { world.register() }
        for _ in 0..<100 {
            let jump = Self.day + Self.span(upTo: 60 * 365 * Self.day, &chance)
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: world.ahead += jump
            case 1: world.ahead -= jump
            case 2:
                world.ahead += jump
                world.restart(after: 600)
            default: world.register()
            }
            world.run(Self.span(upTo: 3 * Self.day, &chance), interval: 1800)
        }
        let least = Int64(DormancyWorld.days) * Self.day - Self.slack
        #expect(world.deleted.allSatisfy { $0.absence >= least }, "absences in days: \(world.deleted.map { $0.absence / Self.day })")
    }

    @Test func `with a good clock each account goes within an hour of the day that was shown`() {
        var world = DormancyWorld()
        world.run(3600)
        var shown: [Int: UnixDay] = [:]
        for member in 1...60 {
            world.register()
            shown[member] = world.shownDay(member)
            world.run(4 * 3600 + Int64(member) * 61, interval: 60)
        }
        while !world.members.isEmpty, world.deleted.count <= 60 {
            let before = world.deleted.count
            world.run(60, interval: 60)
            for (member, _) in world.deleted[before...] {
                #expect(shown[member] == UnixDay(seconds: world.truth))
                #expect(world.truth % Self.day <= 3660)
            }
        }
        #expect(world.deleted.count == 60)
    }

    @Test func `nobody is deleted while the clock is in doubt, though it goes evenly and their day comes`() {
        var world = DormancyWorld()
        world.run(3600)
        world.register()
        world.run(28 * Self.day, interval: 3600)
        world.tor = .cut
        world.run(6 * Self.day, interval: 3600)
        #expect(world.doubt?.word == "ahead-of-tor")
        #expect(world.deleted.isEmpty)
        world.tor = .connected
        world.run(7200)
        #expect(world.doubt == nil)
        #expect(world.deleted.isEmpty, "days in doubt do not count")
        world.run(2 * Self.day, interval: 3600)
        #expect(world.deleted.count == 1)
    }

    @Test func `a node that is off at weekends, or most of the time, still deletes`() {
        for (up, down) in [(5 * Self.day, 2 * Self.day), (Self.day, 6 * Self.day), (8 * 3600, 16 * 3600), (1800, 20 * 3600)] {
            var world = DormancyWorld()
            world.run(3600)
            world.register()
            var cycles = 0
            while world.deleted.isEmpty, cycles < 400 {
                world.run(up)
                world.restart(after: down)
                cycles += 1
            }
            #expect(world.deleted.count == 1, "up \(up), down \(down)")
            #expect(world.deleted.allSatisfy { $0.absence >= 29 * Self.day })
        }
    }
}
