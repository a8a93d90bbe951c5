import Bytes
import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Renewals with ML-KEM: gained where both sides have it, and never lost again.
@Suite(.enabled(if: PostQuantum.isAvailable, postQuantumMissing)) struct HybridRenewalTests {
    /// Two who talk with hybrid keys, come to by a renewal.
    private func hybridWorld() async throws -> RenewalWorld {
        let world = try await RenewalWorld(capabilities: [])
        #expect(try await world.floors() == [.classical, .classical])
        for side in 0...1 { try await world.equip(side, .postQuantum) }
        try await world.requireRenewal(by: 0)
        try await world.settle()
        #expect(try await world.floors() == [.hybrid, .hybrid])
        return world
    }

    private func offers(_ world: RenewalWorld) async -> [DeliverFrame] {
        await world.network.left.filter { $0.kind == EnvelopeKind.renew.rawValue }
    }

    @Test func `where both sides have ML-KEM by now, a renewal makes a classical connection hybrid`() async throws {
        let world = try await hybridWorld()
        for side in 0...1 { #expect(try await world.notices(of: side) == 1) }
        try await world.expectFlow("gained")
        let epoch = try await world.record(of: 0).epoch
        // And so does the next one, begun by the other side.
        try await world.requireRenewal(by: 1)
        try await world.settle()
        #expect(try await world.record(of: 0).epoch == epoch + 1)
        #expect(try await world.floors() == [.hybrid, .hybrid])
        try await world.send("and on", from: 1)
        try await world.settle()
        #expect(try await world.received(by: 0).last == "and on")
        await world.remove()
    }

    @Test(arguments: [0, 1], [0, 1])
    func `where one side has no ML-KEM, a classical connection is renewed as it is`(equipped: Int, starting: Int) async throws {
        let world = try await RenewalWorld(capabilities: [])
        try await world.equip(equipped, .postQuantum)
        try await world.requireRenewal(by: starting)
        try await world.settle()
        #expect(try await world.floors() == [.classical, .classical])
        for side in 0...1 { #expect(try await world.notices(of: side) == 1) }
        try await world.expectFlow("one of two")
        await world.remove()
    }

    @Test(arguments: [0, 1])
    func `a side that lost ML-KEM says so, and what is written waits until it is back`(starting: Int) async throws {
        let world = try await hybridWorld()
        try await world.equip(0, [])
        let count = await offers(world).count
        try await world.requireRenewal(by: starting)
        try await world.send("while it is gone", from: starting)
        try await world.settle()
        #expect(try await world.notice(of: 0) == .renewalWaits(.libraryLost))
        #expect(try await world.floors() == [.hybrid, .hybrid])
        // The side without it offers nothing; the other side offers what it has, once a day.
        #expect((await offers(world).count == count) == (starting == 0))
        #expect(try await world.messages(of: starting).last?.state == .queued)
        try await world.equip(0, .postQuantum)
        try await world.settle()
        #expect(try await world.received(by: 1 - starting) == ["while it is gone"])
        #expect(try await world.floors() == [.hybrid, .hybrid])
        try await world.expectFlow("back again")
        await world.remove()
    }

    @Test func `a library that is lost between offer and answer leaves nothing half done`() async throws {
        let world = try await RenewalWorld(capabilities: [])
        for side in 0...1 { try await world.equip(side, .postQuantum) }
        try await world.requireRenewal(by: 0)
        try await world.visit(0)
        try await world.deliver()
        try await world.visit(1)
        try await world.equip(0, [])
        try await world.deliver()
        try await world.visit(0)
        // The answer shows that the other side's keys are hybrid now: that is what this side waits for, too.
        #expect(try await world.floors() == [.hybrid, .hybrid])
        #expect(try await world.notice(of: 0) == .renewalWaits(.libraryLost))
        try await world.settle()
        try await world.equip(0, .postQuantum)
        try await world.settle()
        try await world.expectFlow("lost in between")
        await world.remove()
    }

    @Test func `what follows an answer that a lost library can't use waits with it, and all arrives once`() async throws {
        let world = try await RenewalWorld(capabilities: [])
        for side in 0...1 { try await world.equip(side, .postQuantum) }
        try await world.requireRenewal(by: 0)
        try await world.visit(0)
        try await world.send("from the one who waits", from: 0)
        try await world.deliver()
        try await world.visit(1)
        try await world.equip(0, [])
        try await world.send("behind the answer", from: 1)
        for number in 0..<2 {
            try await world.deliver()
            try await world.visit(0)
            #expect(try await world.notice(of: 0) == .renewalWaits(.libraryLost))
            #expect(try await world.received(by: 0).isEmpty)
            try await world.send("day \(number)", from: 1)
        }
        try await world.deliver()
        // A start without the library lets nothing go.
        try await world.equip(0, [])
        try await world.visit(0)
        #expect(try await world.received(by: 0).isEmpty)
        try await world.equip(0, .postQuantum)
        try await world.visit(0)
        #expect(try await world.received(by: 0) == ["behind the answer", "day 0", "day 1"])
        try await world.settle()
        #expect(try await world.received(by: 0) == ["behind the answer", "day 0", "day 1"])
        #expect(try await world.received(by: 1) == ["from the one who waits"])
        #expect(try await world.floors() == [.hybrid, .hybrid])
        try await world.expectFlow("held")
        await world.remove()
    }

    @Test(arguments: [KeyAgreement.classical, .hybrid])
    func `an offer without ML-KEM is refused by a hybrid connection, however well it is signed`(claimed: KeyAgreement) async throws {
        let world = try await hybridWorld()
        // Its last byte is the floor, and the offer tells it.
        let theirs = try ConnectionRecord(decoding: Array(try await world.record(of: 0).encode().dropLast()) + [claimed.rawValue])
        #expect(theirs.floor == claimed)
        let weak = RenewalOffer(epoch: theirs.epoch + 1, key: AgreementKey.generate().publicKey, lattice: nil, of: theirs)
        try await world.forge(.renew, RenewalEnvelope.seal(weak.encoded, .renew, epoch: weak.epoch, of: theirs), from: 0)
        try await world.visit(1)
        #expect(try await world.notice(of: 1) == .renewalWaits(.weakerPeer))
        #expect(try await world.record(of: 1).epoch == theirs.epoch)
        try await world.send("not under those", from: 1)
        #expect(try await world.messages(of: 1).last?.state == .queued)
        // The side whose name was on it has ML-KEM: what is offered to it is answered, and all goes on.
        try await world.settle()
        #expect(try await world.received(by: 0) == ["not under those"])
        #expect(try await world.floors() == [.hybrid, .hybrid])
        try await world.expectFlow("weak offer")
        await world.remove()
    }

    @Test func `an answer without ML-KEM is refused by a hybrid connection, however well it is signed`() async throws {
        let world = try await hybridWorld()
        try await world.requireRenewal(by: 0)
        try await world.visit(0)
        let offer = try #require(try await world.renewal(of: 0).offers.last?.offer)
        let theirs = try await world.record(of: 1)
        let weak = RenewalAnswer(to: offer, key: AgreementKey.generate().publicKey, ciphertext: [], capabilities: [], of: theirs)
        var content = ByteWriter()
        content.writePrefixed(weak.encoded)
        content.writeLongPrefixed([UInt8](repeating: 1, count: 180))
        try await world.forge(
            .renewed, RenewalEnvelope.seal(content.bytes, .renewed, epoch: offer.epoch, of: theirs), from: 1)
        try await world.visit(0)
        #expect(try await world.notice(of: 0) == .renewalWaits(.weakerPeer))
        #expect(try await world.record(of: 0).epoch == offer.epoch - 1)
        try await world.settle()
        #expect(try await world.floors() == [.hybrid, .hybrid])
        try await world.expectFlow("weak answer")
        await world.remove()
    }

    @Test func `a side restored to before the gain, and without ML-KEM, learns that it may not go back`() async throws {
        let world = try await RenewalWorld(capabilities: [])
        let copy = try await world.backup(0)
        for side in 0...1 { try await world.equip(side, .postQuantum) }
        try await world.requireRenewal(by: 0)
        try await world.settle()
        try await world.equip(0, [])
        try await world.start(0, over: copy)
        try await world.send("in the old copy", from: 0)
        try await world.settle()
        // It offered what it could, was refused, and was told by the other side's own offer.
        #expect(try await world.floors() == [.hybrid, .hybrid])
        #expect(try await world.notice(of: 0) == .renewalWaits(.libraryLost))
        #expect(try await world.notice(of: 1) == .renewalWaits(.weakerPeer))
        try await world.equip(0, .postQuantum)
        try await world.settle()
        #expect(try await world.received(by: 1).last == "in the old copy")
        try await world.expectFlow("restored to before the gain")
        await world.remove()
    }

    @Test func `the ML-KEM secret is part of the new keys: with another one the first message does not open`() async throws {
        let world = try await hybridWorld()
        let (offering, answering) = (try await world.record(of: 0), try await world.record(of: 1))
        var state = RenewalState()
        let now = UnixMinute(count: 9)
        let offer = try state.start(epoch: offering.epoch + 1, of: offering, capabilities: .postQuantum, now: now)
        let answered = try RenewalAgreement.answer(offer, of: answering, capabilities: .postQuantum, now: now)
        let content = try RenewalEnvelope.open(answered.envelope, .renewed, of: offering).content
        let offered = try #require(state.offers.first)
        let completed = try RenewalAgreement.complete(
            offered, content: content, of: offering, capabilities: .postQuantum, now: now)
        #expect(completed.agreement == .hybrid && answered.agreement == .hybrid)
        let other = RenewalState.Offered(secret: offered.secret, latticeSeed: .random(64), offer: offer)
        #expect(throws: RatchetError.headerNotAuthentic) {
            try RenewalAgreement.complete(other, content: content, of: offering, capabilities: .postQuantum, now: now)
        }
        // What is kept of the offer is enough to go on with.
        let kept = try #require(try RenewalState(decoding: state.encode()).offers.first)
        _ = try RenewalAgreement.complete(kept, content: content, of: offering, capabilities: .postQuantum, now: now)
        await world.remove()
    }
}
