import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import Peer

@Suite struct LinkAnswererTests {
    /// A link between a hand-driven end and an answerer with `intake`.
    private func withAnswerer(
        intake: Int, queuedOnAllLinks: Int = 0, _ body: @escaping @Loop @Sendable (HandDriven, Link, FakeInbox, Intake) async throws -> Void
    ) async throws {
        try await onLoop {
            let network = try TestNetwork()
            defer { network.remove() }
            let (key, path, inbox, intake) = (SigningKey.generate(), network.newPath(), FakeInbox(), Intake(limit: intake))
            let made = Promise<Link>()
            let listener = try Listener(.unix(path: path)) { stream in
                spawn {
                    var identity = LinkIdentity(key: key)
                    let handshake = LinkHandshake(
                        answeringAs: identity.address, credential: identity.credential(at: PeerClock.system.unixSeconds()))
                    let keys = try await HandshakeDriver.run(
                        handshake, asInitiator: false, on: stream, timing: PeerTiming(), clock: .system)
                    let link = Link(keys, on: stream, side: .accepted, onion: keys.remote, clock: .system) { queuedOnAllLinks }
                    made.fulfil(link)
                    _ = await link.run(LinkAnswerer(link, inbox: inbox, clock: .system, intake: intake))
                }
            }
            let end = try await HandDriven.dial(OnionAddress(publicKey: key.publicKey), at: path, in: network)
            let link = try #require(await made.wait(within: .seconds(30)))
            try await body(end, link, inbox, intake)
            link.finish(.stopped)
            listener.stop()
        }
    }

    @Test func `a link whose envelope finds no room on the whole node ends, and what it held is given back`() async throws {
        let envelope = DeliverFrame.envelopeByteCounts[0]
        try await withAnswerer(intake: 3 * envelope) { end, link, inbox, intake in
            inbox.look { $0.isHeld = true }
            for number in 1...3 as ClosedRange<UInt8> { try end.send(.deliver(FakeInbox.delivery(of: queue(number), 1, 0))) }
            try await eventually("three are held") { inbox.look { $0.held.count == 3 } }
            #expect(intake.byteCount == 3 * envelope)
            try end.send(.deliver(FakeInbox.delivery(of: queue(4), 1, 0)))
            #expect(await end.isClosedByOther())
            #expect(link.end == .crowded)
            inbox.release()
            try await eventually("all is given back") { intake.byteCount == 0 }
        }
    }

    @Test func `what is settled makes room`() async throws {
        let envelope = DeliverFrame.envelopeByteCounts[0]
        try await withAnswerer(intake: envelope) { end, link, inbox, intake in
            for sequence in 1...20 as ClosedRange<UInt64> {
                try end.send(.deliver(FakeInbox.delivery(of: queue(1), sequence, UInt32(sequence))))
                _ = try await end.receive()
                try await eventually("it is settled") { intake.byteCount == 0 }
            }
            #expect(link.end == nil)
            #expect(inbox.received(queue(1)) == Array(1...20))
        }
    }

    @Test func `envelopes of one queue are handed over one after the other, queues side by side`() async throws {
        try await withAnswerer(intake: Intake.limit) { end, _, inbox, _ in
            inbox.look { $0.isHeld = true }
            for number in 1...8 as ClosedRange<UInt8> {
                for sequence in 1...4 as ClosedRange<UInt64> {
                    try end.send(.deliver(FakeInbox.delivery(of: queue(number), sequence, UInt32(sequence))))
                }
            }
            try await eventually("one of each queue is held") { inbox.look { $0.held.count == 8 } }
            inbox.release()
            for _ in 1...32 { _ = try await end.receive() }
            for number in 1...8 as ClosedRange<UInt8> { #expect(inbox.received(queue(number)) == [1, 2, 3, 4]) }
        }
    }

    @Test(arguments: [true, false])
    func `while much waits on all links, whoever does not read goes early, and whoever reads stays`(isReading: Bool) async throws {
        try await withAnswerer(intake: 0, queuedOnAllLinks: LinkLimits.queuedBytesOnAllLinks) { end, link, inbox, _ in
            // More than the sockets' buffers hold, and half of what one link alone may have waiting.
            let count = LinkLimits.queuedBytes / CellChannel.messageByteCount / 2
            for number in 1...count where link.end == nil {
                try end.send(.mark(MarkFrame(queue: queue(1), nonce: [UInt8](repeating: 7, count: 8), code: queue(2))))
                if isReading { _ = try await end.receive() }
                try await eventually("it is answered") { inbox.look { $0.markCount } == number || link.end != nil }
            }
            #expect(link.end == (isReading ? nil : .slowReader))
        }
    }

    @Test func `reasons that the other side makes up are counted together in the end`() {
        var counts: [String: Int] = [:]
        for number in 0..<1000 { PeerStatus.count("reason \(number)", in: &counts) }
        PeerStatus.count("reason 0", in: &counts)
        #expect(counts.count == PeerStatus.reasonLimit + 1)
        #expect(counts["reason 0"] == 2 && counts.values.reduce(0, +) == 1001)
    }
}
