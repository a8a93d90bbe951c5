import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Old copies, crashes and lost answers: the keys of a connection are renewed, and what is written then flows.
@Suite struct RenewalTests {
    /// A schedule's chance, the same at each run.
    struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    @Test(arguments: [[0], [1], [0, 1]]) func `an old copy restored on either side or on both renews the keys`(sides: [Int]) async throws {
        let world = try await RenewalWorld()
        for side in 0...1 { try await world.send("before \(side)", from: side) }
        try await world.deliver()
        // Two copies of one moment would agree with each other: nobody could tell. These are of two moments.
        var copies: [Int: String] = [:]
        for number in 0..<6 {
            if number.isMultiple(of: 3), sides.contains(number / 3) { copies[number / 3] = try await world.backup(number / 3) }
            for side in 0...1 { try await world.send("lost \(number) from \(side)", from: side) }
            try await world.deliver()
        }
        for (side, copy) in copies { try await world.start(side, over: copy) }
        // Written in the old copy, under keys that were used already: they must never leave.
        for side in 0...1 { try await world.send("between from \(side)", from: side) }
        try await world.settle()
        for side in 0...1 {
            #expect(try await world.received(by: side).filter { $0.contains("between") } == ["between from \(1 - side)"])
            #expect(try await world.notices(of: side) > 0)
        }
        try await world.expectFlow("restored \(sides)")
        await world.remove()
    }

    @Test func `nothing sealed in an old copy leaves before the keys are new`() async throws {
        let world = try await RenewalWorld()
        try await world.send("one", from: 0)
        try await world.deliver()
        let copy = try await world.backup(0)
        try await world.send("two", from: 0)
        try await world.deliver()
        try await world.start(0, over: copy)
        try await world.send("two, but another", from: 0)
        let count = await world.network.left.count
        try await world.deliver()
        #expect(await world.network.left.count == count)
        #expect(try await world.notice(of: 0) == .renewing)
        try await world.send("three", from: 0)
        try await world.deliver()
        #expect(await world.network.left.dropFirst(count).map(\.kind) == [2])
        #expect(try await world.messages(of: 0).suffix(2).allSatisfy { $0.state == .queued })
        try await world.visit(1)
        try await world.deliver()
        try await world.visit(0)
        try await world.deliver()
        #expect(try await world.received(by: 1) == ["one", "two", "two, but another", "three"])
        try await world.expectFlow("written in an old copy")
        await world.remove()
    }

    @Test func `a crash between any two steps of a renewal changes nothing`() async throws {
        let world = try await RenewalWorld()
        try await world.send("one", from: 0)
        try await world.deliver()
        let copy = try await world.backup(0)
        try await world.send("two", from: 0)
        try await world.deliver()
        try await world.start(0, over: copy)
        try await world.send("three", from: 0)
        for _ in 0..<5 {
            // The answers are lost as well: the other end has it, and this one doesn't know.
            try await world.deliver { _ in true }
            try await world.crash(0)
            try await world.crash(1)
            try await world.visit(0)
            try await world.crash(0)
            try await world.visit(1)
            try await world.crash(1)
        }
        try await world.settle()
        #expect(try await world.received(by: 1) == ["one", "two", "three"])
        #expect(try await world.notices(of: 0) == 1)
        #expect(try await world.notices(of: 1) == 1)
        try await world.expectFlow("crashed")
        await world.remove()
    }

    @Test func `of two offers at once one counts, on both sides the same`() async throws {
        let world = try await RenewalWorld()
        for side in 0...1 { try await world.send("before \(side)", from: side) }
        try await world.deliver()
        let first = try await world.backup(0)
        for side in 0...1 { try await world.send("in between \(side)", from: side) }
        try await world.deliver()
        let second = try await world.backup(1)
        for side in 0...1 { try await world.send("lost \(side)", from: side) }
        try await world.deliver()
        try await world.start(0, over: first)
        try await world.start(1, over: second)
        for side in 0...1 { try await world.send("more \(side)", from: side) }
        let count = await world.network.left.count
        // Each finds the other at odds with what it knows, and offers.
        try await world.deliver()
        for side in 0...1 { try await world.visit(side) }
        try await world.settle()
        let kinds = await world.network.left.dropFirst(count).map(\.kind)
        #expect(kinds.count { $0 == EnvelopeKind.renew.rawValue } == 2)
        #expect(kinds.count { $0 == EnvelopeKind.renewed.rawValue } == 1)
        try await world.expectFlow("both at once")
        await world.remove()
    }

    @Test(arguments: 0..<16) func `whatever is restored, lost or ended in whatever order, the connection heals`(seed: Int) async throws {
        let world = try await RenewalWorld()
        let bothSides = seed.isMultiple(of: 3)
        var chance = Chance(state: UInt64(seed))
        var copies: [(side: Int, folder: String)] = []
        for step in 0..<40 {
            let side = Int.random(in: 0...1, using: &chance)
            switch Int.random(in: 0..<12, using: &chance) {
            case 0...4: try await world.send("step \(step)", from: side)
            case 5...6: try await world.visit(side)
            case 7: try await world.deliver()
            case 8:
                let lost = UInt64.random(in: 2...4, using: &chance)
                try await world.deliver { $0.sequence.isMultiple(of: lost) }
            case 9: copies.append((side, try await world.backup(side)))
            // With another library, where this machine has two to choose from.
            case 10: try await world.equip(side, Bool.random(using: &chance) ? .postQuantum : [])
            default:
                // Copies of both sides that agree with each other look like the present: nobody can tell, and nobody but the two has seen the rest.
                let usable = copies.filter { bothSides || $0.side == 0 }
                if let copy = usable.randomElement(using: &chance) { try await world.start(copy.side, over: copy.folder) }
            }
        }
        for side in 0...1 { try await world.equip(side, .ours) }
        // A copy that nobody writes to or from is found out at the next text.
        for side in 0...1 { try await world.send("woken by \(side)", from: side) }
        try await world.settle(days: 6)
        try await world.expectFlow("seed \(seed)", searchingForReuse: !bothSides)
        await world.remove()
    }

    @Test func `a copy older than an earlier renewal is renewed past it`() async throws {
        let world = try await RenewalWorld()
        try await world.send("one", from: 0)
        try await world.deliver()
        let copy = try await world.backup(0)
        for round in 1...3 {
            try await world.send("lost \(round)", from: 0)
            try await world.deliver()
            try await world.start(0, over: copy)
            try await world.send("round \(round)", from: 0)
            try await world.settle()
            #expect(try await world.received(by: 1).last == "round \(round)")
            #expect(try await world.notices(of: 1) >= round)
        }
        try await world.expectFlow("three times")
        await world.remove()
    }

    @Test func `three envelopes that do not open renew the keys`() async throws {
        let world = try await RenewalWorld()
        for _ in 0..<3 { try await world.forge(.message, Random.bytes(DeliverFrame.envelopeByteCounts[0]), from: 0) }
        try await world.visit(1)
        #expect(try await world.notice(of: 1) == .renewing)
        try await world.settle()
        for side in 0...1 { #expect(try await world.notices(of: side) == 1) }
        try await world.expectFlow("three that did not open")
        await world.remove()
    }

    @Test func `a replayed or forged offer or answer changes nothing`() async throws {
        let world = try await RenewalWorld()
        try await world.send("one", from: 0)
        try await world.deliver()
        let copy = try await world.backup(0)
        try await world.send("two", from: 0)
        try await world.deliver()
        try await world.start(0, over: copy)
        try await world.send("three", from: 0)
        try await world.settle()
        let old = try #require(await world.network.left.last { $0.kind == EnvelopeKind.renew.rawValue })
        let answer = try #require(await world.network.left.last { $0.kind == EnvelopeKind.renewed.rawValue })
        // Under a right code, as the other node itself could make one: it holds the queue's key, and none of its member's.
        try await world.forge(.renew, old.envelope, from: 0)
        try await world.forge(.renewed, answer.envelope, from: 1)
        for kind in [EnvelopeKind.renew, .renewed] {
            try await world.forge(kind, Random.bytes(old.envelope.count), from: 0)
            try await world.forge(kind, [], from: 0)
            // An offer of its own, thrown back; and one of a later epoch by its name alone.
            try await world.forge(kind, old.envelope, from: 1)
            try await world.forge(kind, RenewalEnvelope.bytes(of: 9) + old.envelope.dropFirst(4), from: 0)
        }
        try await world.settle()
        for side in 0...1 { #expect(try await world.notices(of: side) == 1) }
        try await world.expectFlow("forged")
        await world.remove()
    }

    @Test func `an answer that was lost with its node is given again`() async throws {
        let world = try await RenewalWorld()
        try await world.send("one", from: 0)
        try await world.deliver()
        let copy = try await world.backup(0)
        try await world.send("two", from: 0)
        try await world.deliver()
        try await world.start(0, over: copy)
        try await world.send("three", from: 0)
        try await world.deliver()
        try await world.visit(0)
        let before = try await world.backup(1)
        try await world.deliver()
        // The other side answers, and before anything leaves it is taken back to before the offer came.
        try await world.visit(1)
        try await world.start(1, over: before)
        try await world.settle()
        #expect(try await world.received(by: 1) == ["one", "two", "three"])
        try await world.expectFlow("lost answer")
        await world.remove()
    }
}
