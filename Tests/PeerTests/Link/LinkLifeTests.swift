import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import Peer

/// How links come, replace each other and end.
@Suite struct LinkLifeTests {
    @Test func `nodes that dial each other at once keep both links and lose no mail`() async throws {
        for round in 0..<40 as Range<UInt8> {
            try await withPair { ann, bob, network in
                ann.inbox.enqueue(1...5, to: bob.address, queue: queue(1))
                bob.inbox.enqueue(1...5, to: ann.address, queue: queue(2))
                // The loop's order decides who is first; the rounds take turns.
                if round.isMultiple(of: 2) {
                    await ann.node.hasMail(for: bob.address)
                    await bob.node.hasMail(for: ann.address)
                } else {
                    async let one: Void = bob.node.hasMail(for: ann.address)
                    async let other: Void = ann.node.hasMail(for: bob.address)
                    _ = await (one, other)
                }
                try await eventually("all mail arrives") { !ann.inbox.hasMail && !bob.inbox.hasMail }
                #expect(bob.inbox.received(queue(1)) == Array(1...5))
                #expect(ann.inbox.received(queue(2)) == Array(1...5))
                #expect(ann.node.status.ends.isEmpty && bob.node.status.ends.isEmpty)
                #expect(network.dialCount <= 2)
                #expect(ann.node.linkCount == network.dialCount)
            }
        }
    }

    @Test func `a dialler's new link replaces its own elder`() async throws {
        try await withPair { _, bob, network in
            let key = SigningKey.generate()
            let elder = try await HandDriven.dial(bob, in: network, as: key)
            try await eventually("the first link is up") { bob.node.linkCount == 1 }
            let newer = try await HandDriven.dial(bob, in: network, as: key)
            #expect(await elder.isClosedByOther())
            try await eventually("the elder is counted") { bob.node.status.ends == [LinkEnd.replaced.rawValue: 1] }
            #expect(bob.node.linkCount == 1)
            try newer.send(.mark(MarkFrame(queue: queue(1), nonce: [UInt8](repeating: 7, count: 8), code: queue(2))), id: 5)
            #expect(try await newer.receive().id == 5)
        }
    }

    @Test func `a queue goes over to the link that was completed last, at the lowest unacknowledged`() async throws {
        try await withPair { _, bob, network in
            let key = SigningKey.generate()
            let address = OnionAddress(publicKey: key.publicKey)
            bob.inbox.enqueue(1...6, to: address, queue: queue(1))
            let elder = try await HandDriven.dial(bob, in: network, as: key)
            let (asked, askedID) = try await elder.receive()
            guard case .mark(let mark) = asked else { throw NeverHappened() }
            try elder.send(.marked(Self.marked(mark, highest: 0)), id: askedID)
            for sequence in 1...4 as ClosedRange<UInt64> {
                guard case .deliver(let frame) = try await elder.receive().frame else { throw NeverHappened() }
                #expect(frame.sequence == sequence)
            }
            let newer = try await HandDriven.dial(bob, in: network, as: key)
            let (askedAgain, askedAgainID) = try await newer.receive()
            guard case .mark(let markAgain) = askedAgain else { throw NeverHappened() }
            #expect(markAgain.nonce != mark.nonce)
            try newer.send(.marked(Self.marked(markAgain, highest: 2)), id: askedAgainID)
            for sequence in 3...6 as ClosedRange<UInt64> {
                let (frame, id) = try await newer.receive()
                guard case .deliver(let envelope) = frame else { throw NeverHappened() }
                #expect(envelope.sequence == sequence)
                try newer.send(.stored(Self.stored(envelope)), id: id)
            }
            try await eventually("all is acknowledged") { !bob.inbox.hasMail }
        }
    }

    private static func marked(_ mark: MarkFrame, highest: UInt64) -> MarkedFrame {
        MarkedFrame(queue: mark.queue, nonce: mark.nonce, highest: highest, epoch: 0, code: FakeInbox.code(mark.queue, 4))
    }

    private static func stored(_ frame: DeliverFrame) -> StoredFrame {
        StoredFrame(queue: frame.queue, sequence: frame.sequence, status: StoredFrame.stored, code: FakeInbox.code(frame.queue, 2))
    }

    @Test func `the dialler closes an idle link, the other end does not`() async throws {
        let clock = ManualClock()
        try await withPair(clock: clock.clock) { ann, bob, _ in
            _ = try await ann.node.link(to: bob.address, within: .seconds(10))
            try await eventually("the link is up") { bob.node.linkCount == 1 }
            clock.advance(by: .seconds(299))
            ann.node.lookOver()
            bob.node.lookOver()
            #expect(ann.node.linkCount == 1)
            clock.advance(by: .seconds(602))
            bob.node.lookOver()
            #expect(bob.node.status.ends.isEmpty)
            ann.node.lookOver()
            try await eventually("both ends are closed") { ann.node.linkCount == 0 && bob.node.linkCount == 0 }
            #expect(ann.node.status.ends == [LinkEnd.idle.rawValue: 1])
            #expect(bob.node.status.ends == [LinkEnd.closed.rawValue: 1])
        }
    }

    @Test func `either end closes a link that is a day old`() async throws {
        let clock = ManualClock()
        try await withPair(clock: clock.clock) { ann, bob, _ in
            _ = try await ann.node.link(to: bob.address, within: .seconds(10))
            try await eventually("the link is up") { bob.node.linkCount == 1 }
            clock.advance(by: .seconds(24 * 3600 + 1))
            bob.node.lookOver()
            try await eventually("both ends are closed") { ann.node.linkCount == 0 && bob.node.linkCount == 0 }
            #expect(bob.node.status.ends == [LinkEnd.aged.rawValue: 1])
        }
    }

    @Test func `a link that owes an answer and is silent for minutes is given up, and the mail goes by another`() async throws {
        let clock = ManualClock()
        try await withPair(clock: clock.clock) { ann, bob, network in
            bob.inbox.look { $0.isHeld = true }
            ann.inbox.enqueue([1], to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("the envelope is held") { bob.inbox.look { !$0.held.isEmpty } }
            clock.advance(by: .seconds(170))
            ann.node.lookOver()
            #expect(ann.node.linkCount == 1)
            clock.advance(by: .seconds(20))
            ann.node.lookOver()
            try await eventually("the link is given up") { ann.node.status.ends == [LinkEnd.stalled.rawValue: 1] }
            bob.inbox.release()
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == [1])
            #expect(network.dialCount == 2)
        }
    }

    @Test func `a full node makes room by its longest silent link, else refuses`() async throws {
        let clock = ManualClock()
        try await onLoop {
            let network = try TestNetwork()
            defer { network.remove() }
            let bob = try TestNode(in: network, clock: PeerClock(unixSeconds: PeerClock.system.unixSeconds, elapsed: clock.clock.elapsed))
            await bob.node.start()
            var ends: [HandDriven] = []
            for _ in 0..<LinkTable.limit { ends.append(try await HandDriven.dial(bob, in: network)) }
            try await eventually("the node is full") { bob.node.linkCount == LinkTable.limit }
            let refused = try await HandDriven.dial(bob, in: network)
            #expect(await refused.isClosedByOther())
            #expect(bob.node.linkCount == LinkTable.limit)
            clock.advance(by: .seconds(16 * 60))
            ends.append(try await HandDriven.dial(bob, in: network))
            try await eventually("one made room") { bob.node.status.ends == [LinkEnd.crowded.rawValue: 1] }
            #expect(bob.node.linkCount == LinkTable.limit)
            await bob.stop()
            try await eventually("all are ended") { bob.node.linkCount == 0 }
        }
    }

    @Test func `a node full of strangers still dials for its own mail`() async throws {
        let clock = ManualClock()
        try await onLoop {
            let network = try TestNetwork()
            defer { network.remove() }
            let ann = try TestNode(in: network)
            let bob = try TestNode(in: network, clock: PeerClock(unixSeconds: PeerClock.system.unixSeconds, elapsed: clock.clock.elapsed))
            await ann.node.start()
            await bob.node.start()
            var strangers: [HandDriven] = []
            for _ in 0..<LinkTable.limit { strangers.append(try await HandDriven.dial(bob, in: network)) }
            try await eventually("the node is full") { bob.node.linkCount == LinkTable.limit }
            bob.inbox.enqueue(1...3, to: ann.address, queue: queue(1))
            await bob.node.hasMail(for: ann.address)
            try await eventually("the mail arrives") { !bob.inbox.hasMail }
            #expect(bob.node.status.ends == [LinkEnd.crowded.rawValue: 1])
            await ann.stop()
            await bob.stop()
        }
    }

    @Test func `mail in both directions survives links that are cut again and again`() async throws {
        try await withPair { ann, bob, network in
            for number in 1...3 as ClosedRange<UInt8> {
                ann.inbox.enqueue(1...100, to: bob.address, queue: queue(number))
                bob.inbox.enqueue(1...100, to: ann.address, queue: queue(100 + number))
            }
            await ann.node.hasMail(for: bob.address)
            await bob.node.hasMail(for: ann.address)
            var cut = 0
            while ann.inbox.hasMail || bob.inbox.hasMail, cut < 60 {
                let before = bob.inbox.look { $0.deliveredCount } + ann.inbox.look { $0.deliveredCount }
                let step = Int(Random.integer(below: 12))
                try await eventually("some mail moved") {
                    bob.inbox.look { $0.deliveredCount } + ann.inbox.look { $0.deliveredCount } >= before + step
                        || !(ann.inbox.hasMail || bob.inbox.hasMail)
                }
                for stream in network.streams { stream.close() }
                cut += 1
            }
            try await eventually("all mail arrives") { !ann.inbox.hasMail && !bob.inbox.hasMail }
            for number in 1...3 as ClosedRange<UInt8> {
                #expect(bob.inbox.received(queue(number)) == Array(1...100))
                #expect(ann.inbox.received(queue(100 + number)) == Array(1...100))
            }
            #expect(ann.node.status.violations.isEmpty && bob.node.status.violations.isEmpty)
        }
    }
}
