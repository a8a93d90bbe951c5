import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// What makes a side renew the keys, besides an old copy: messages that its session can't open.
@Suite struct RenewalCauseTests {
    @Test func `a message that jumps over too many renews the keys, and the conversation goes on`() async throws {
        let world = try await RenewalWorld()
        try await world.send("one", from: 0)
        try await world.deliver()
        try await world.skip(RatchetLimits.skippedInOneStep + 1, from: 0)
        try await world.send("behind the gap", from: 0)
        try await world.deliver()
        #expect(try await world.received(by: 1) == ["one"])
        #expect(try await world.notice(of: 1) == .renewing)
        let before = await world.network.left.count
        try await world.settle()
        #expect(await world.network.left.dropFirst(before).map(\.kind) == [EnvelopeKind.renew.rawValue, EnvelopeKind.renewed.rawValue])
        for side in 0...1 { #expect(try await world.notices(of: side) == 1) }
        try await world.expectFlow("jumped")
        await world.remove()
    }

    @Test func `a message that jumps as far as may be is opened, and nothing is renewed`() async throws {
        let world = try await RenewalWorld()
        try await world.send("one", from: 0)
        try await world.deliver()
        try await world.skip(RatchetLimits.skippedInOneStep, from: 0)
        try await world.send("behind the gap", from: 0)
        try await world.settle()
        #expect(try await world.received(by: 1) == ["one", "behind the gap"])
        for side in 0...1 { #expect(try await world.notices(of: side) == 0) }
        try await world.expectFlow("jumped as far as may be")
        await world.remove()
    }

    @Test func `three in a row that do not open renew the keys, fewer do not`() async throws {
        let world = try await RenewalWorld()
        let unopenable = { Random.bytes(DeliverFrame.envelopeByteCounts[0]) }
        for _ in 0..<2 { try await world.forge(.message, unopenable(), from: 0) }
        try await world.send("in between", from: 0)
        try await world.deliver()
        for _ in 0..<2 { try await world.forge(.message, unopenable(), from: 0) }
        try await world.settle()
        for side in 0...1 { #expect(try await world.notices(of: side) == 0) }
        // The third in a row, days after the two before it.
        try await world.forge(.message, unopenable(), from: 0)
        try await world.settle()
        for side in 0...1 { #expect(try await world.notices(of: side) == 1) }
        #expect(try await world.received(by: 1) == ["in between"])
        try await world.expectFlow("the third did not open")
        await world.remove()
    }
}
