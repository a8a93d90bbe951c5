import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import Peer

@Suite struct MailTests {
    @Test func `what waits at the start is delivered, once and in order`() async throws {
        try await onLoop {
            let network = try TestNetwork()
            defer { network.remove() }
            let (ann, bob) = (try TestNode(in: network), try TestNode(in: network))
            ann.inbox.enqueue(1...50, to: bob.address, queue: queue(1))
            await bob.node.start()
            await ann.node.start()
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == Array(1...50))
            #expect(bob.inbox.look { $0.markCount } == 1)
            #expect(bob.inbox.look { $0.deliveredCount } == 50)
            await ann.stop()
            await bob.stop()
        }
    }

    @Test func `new mail goes on the link that is up, without another mark`() async throws {
        try await withPair { ann, bob, network in
            for number in 1...20 as ClosedRange<UInt32> {
                ann.inbox.enqueue([number], to: bob.address, queue: queue(1))
                await ann.node.hasMail(for: bob.address)
                try await eventually("the envelope arrives") { !ann.inbox.hasMail }
            }
            #expect(bob.inbox.received(queue(1)) == Array(1...20))
            #expect(bob.inbox.look { $0.markCount } == 1)
            #expect(network.dialCount == 1)
        }
    }

    @Test func `a hundred queues are served, eight at a time`() async throws {
        try await withPair { ann, bob, _ in
            for number in 1...100 as ClosedRange<UInt8> { ann.inbox.enqueue(1...6, to: bob.address, queue: queue(number)) }
            await ann.node.hasMail(for: bob.address)
            try await eventually("all queues are empty") { !ann.inbox.hasMail }
            for number in 1...100 as ClosedRange<UInt8> { #expect(bob.inbox.received(queue(number)) == Array(1...6)) }
            #expect(bob.node.status.violations.isEmpty)
        }
    }

    @Test func `members of one node reach each other without the wire`() async throws {
        try await withPair { ann, _, network in
            ann.inbox.enqueue(1...30, to: ann.address, queue: queue(1))
            await ann.node.hasMail(for: ann.address)
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(ann.inbox.received(queue(1)) == Array(1...30))
            #expect(network.dialCount == 0)
            ann.inbox.look { $0.searchAnswer = .busy }
            let query = SearchQuery(name: try Username("bob"), pseudonym: queue(1), invite: queue(2))
            #expect(try await ann.node.search(query, at: ann.address) == .busy)
        }
    }

    @Test func `a full queue, on the wire or at home, loses nothing and is tried again`() async throws {
        try await withPair { ann, bob, _ in
            for node in [ann, bob] { node.inbox.look { $0.isFull = true } }
            ann.inbox.enqueue(1...10, to: bob.address, queue: queue(1))
            ann.inbox.enqueue(1...10, to: ann.address, queue: queue(2))
            await ann.node.hasMail(for: bob.address)
            await ann.node.hasMail(for: ann.address)
            try await eventually("both were refused twice") {
                bob.inbox.look { $0.markCount } > 2 && ann.inbox.look { $0.markCount } > 2
            }
            #expect(bob.inbox.received(queue(1)).isEmpty)
            for node in [ann, bob] { node.inbox.look { $0.isFull = false } }
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == Array(1...10))
            #expect(ann.inbox.received(queue(2)) == Array(1...10))
        }
    }

    @Test func `a forged acknowledgement acknowledges nothing`() async throws {
        try await withPair { ann, bob, _ in
            bob.inbox.look { $0.isForging = true }
            ann.inbox.enqueue(1...3, to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("forgeries were refused") { ann.inbox.look { $0.refusedAcknowledgements } >= 6 }
            #expect(ann.inbox.look { $0.outgoing[queue(1)]?.acknowledged } == 0)
            bob.inbox.look { $0.isForging = false }
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == [1, 2, 3])
        }
    }

    @Test func `a queue that the other node does not know waits and disturbs no other`() async throws {
        try await withPair { ann, bob, network in
            bob.inbox.look { $0.knowsNoQueue = true }
            ann.inbox.enqueue([1], to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("it was marked again and again") { bob.inbox.look { $0.markCount } > 3 }
            bob.inbox.look { $0.knowsNoQueue = false }
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(network.dialCount == 1)
        }
    }

    @Test func `nothing is acknowledged that the store did not keep, and it comes again on the next link`() async throws {
        try await withPair { ann, bob, network in
            bob.inbox.look { $0.isBroken = true }
            ann.inbox.enqueue(1...5, to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("the link ended more than once") { bob.node.status.ends[LinkEnd.storage.rawValue] ?? 0 > 1 }
            #expect(ann.inbox.look { $0.outgoing[queue(1)]?.acknowledged } == 0)
            bob.inbox.look { $0.isBroken = false }
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == Array(1...5))
        }
    }

    @Test func `answers that are lost with their link are asked for again`() async throws {
        try await withPair { ann, bob, network in
            bob.inbox.look { $0.isHeld = true }
            ann.inbox.enqueue(1...8, to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("an envelope is held") { bob.inbox.look { !$0.held.isEmpty } }
            try #require(network.streams.last).close()
            try await eventually("the link is gone") { ann.node.status.ends.count == 1 }
            bob.inbox.release()
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == Array(1...8))
        }
    }

    @Test func `a destination that can't be reached is tried again, and at once when it links to us`() async throws {
        var slow = PeerTiming.brisk
        slow.firstRetry = .seconds(3600)
        try await withPair(timing: slow) { ann, bob, network in
            network.failure = .descriptorNotFound
            ann.inbox.enqueue(1...5, to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("the failure is reported") { ann.inbox.look { $0.failures } == [.offline] }
            network.failure = nil
            await ann.node.hasMail(for: bob.address)
            #expect(network.dialCount == 1)
            bob.inbox.enqueue([9], to: ann.address, queue: queue(2))
            await bob.node.hasMail(for: ann.address)
            try await eventually("both have their mail") { !ann.inbox.hasMail && !bob.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == Array(1...5))
            #expect(network.dialCount == 2)
        }
    }

    @Test func `when tor is ready again what waits is dialled at once`() async throws {
        var slow = PeerTiming.brisk
        slow.firstRetry = .seconds(3600)
        try await withPair(timing: slow) { ann, bob, network in
            network.failure = .torUnavailable
            ann.inbox.enqueue(1...5, to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("the failure is reported") { ann.inbox.look { $0.failures } == [.noTor] }
            network.failure = nil
            ann.node.torIsReady()
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
        }
    }

    @Test func `a hopeless address is not dialled again before there is new mail`() async throws {
        try await withPair { ann, bob, network in
            network.failure = .badAddress
            ann.inbox.enqueue([1], to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("the failure is reported") { ann.inbox.look { $0.failures } == [.unknownAddress] }
            network.failure = nil
            await ann.node.hasMail(for: bob.address)
            try await eventually("the mail arrives") { !ann.inbox.hasMail }
            #expect(network.dialCount == 2)
        }
    }
}
