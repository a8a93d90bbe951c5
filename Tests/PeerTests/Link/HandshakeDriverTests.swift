import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing
import TorControl

@testable import Peer

/// Handshakes on real streams: cut, slow and too many.
@Suite struct HandshakeDriverTests {
    private static let now = PeerClock.system.unixSeconds()

    private static func credential(_ key: SigningKey) -> LinkCredential {
        var identity = LinkIdentity(key: key)
        return identity.credential(at: now)
    }

    /// Where a message is cut.
    @Loop private final class Cut {
        var byteCount = 0
    }

    @Test func `a dialler that closes at any byte leaves the node as it was`() async throws {
        try await withPair { ann, bob, network in
            let key = SigningKey.generate()
            let credential = Self.credential(key)
            let messageCounts = [34, 322]
            for cut in 0..<messageCounts.reduce(0, +) {
                let stream = try await network.connect(bob.path)
                var handshake = LinkHandshake(from: OnionAddress(publicKey: key.publicKey), dialling: bob.address, credential: credential)
                let first = try handshake.begin()
                stream.enqueue(Array(first.prefix(cut)))
                if cut >= first.count {
                    let second = try await stream.readExactly(354, within: .seconds(10))
                    guard case .established(_, let third) = try handshake.received(Array(second.dropFirst(2)), now: Self.now) else {
                        throw NeverHappened()
                    }
                    stream.enqueue(Array(third.prefix(cut - first.count)))
                }
                await stream.finish(within: .seconds(10))
            }
            try await eventually("all cut handshakes are over") { bob.node.status.halfOpenCount == 0 }
            #expect(bob.node.linkCount == 0)
            #expect(bob.node.status.handshakeFailures == [HandshakeError.closed.description: 356])
            _ = try await ann.node.link(to: bob.address, within: .seconds(10))
        }
    }

    @Test func `a node that closes at any byte while it is dialled leaves the dialler as it was`() async throws {
        try await withPair { ann, bob, network in
            let key = SigningKey.generate()
            let address = OnionAddress(publicKey: key.publicKey)
            let credential = Self.credential(key)
            let path = network.newPath()
            let cut = Cut()
            let listener = try Listener(.unix(path: path)) { stream in
                let part = cut.byteCount
                spawn {
                    var handshake = LinkHandshake(answeringAs: address, credential: credential)
                    let first = try await stream.readExactly(34, within: .seconds(10))
                    guard case .reply(let second) = try handshake.received(Array(first.dropFirst(2)), now: Self.now) else { return }
                    stream.enqueue(Array(second.prefix(part)))
                    await stream.finish(within: .seconds(10))
                }
            }
            network.register(address, at: path)
            for count in 0..<354 {
                cut.byteCount = count
                await #expect(throws: PeerFailure.offline) { try await ann.node.link(to: address, within: .seconds(10)) }
            }
            #expect(ann.node.status.diallingCount == 0)
            _ = try await ann.node.link(to: bob.address, within: .seconds(10))
            listener.stop()
        }
    }

    @Test func `a wrong length is refused before the message is read`() async throws {
        try await withPair { _, bob, network in
            let stream = try await network.connect(bob.path)
            stream.enqueue([0xff, 0xff])
            #expect(try await stream.read(atMost: 10, within: .seconds(10)).isEmpty)
            let words = HandshakeError.wrongMessageLength(found: 0xffff, expected: 32).description
            #expect(bob.node.status.handshakeFailures == [words: 1])
        }
    }

    @Test func `whoever is silent, or slow, is closed`() async throws {
        var timing = PeerTiming.brisk
        timing.firstBytesLimit = .milliseconds(100)
        timing.handshakeLimit = .milliseconds(300)
        try await withPair(timing: timing) { _, bob, network in
            let silent = try await network.connect(bob.path)
            #expect(try await silent.read(atMost: 1, within: .seconds(10)).isEmpty)
            let slow = try await network.connect(bob.path)
            slow.enqueue([0])
            #expect(try await slow.read(atMost: 1, within: .seconds(10)).isEmpty)
            let slower = try await network.connect(bob.path)
            slower.enqueue([0, 32, 1, 2, 3])
            #expect(try await slower.read(atMost: 1, within: .seconds(10)).isEmpty)
            #expect(bob.node.status.handshakeFailures == [HandshakeError.timedOut.description: 3])
        }
    }

    @Test func `a thousand half-open handshakes leave room for an honest one`() async throws {
        let clock = ManualClock()
        try await withPair(clock: clock.clock) { ann, bob, network in
            var streams: [ByteStream] = []
            for _ in 0..<1000 { streams.append(try await network.connect(bob.path)) }
            try await eventually("all were accepted or refused") {
                let status = bob.node.status
                return status.halfOpenCount + status.refusedStreamCount == 1000
            }
            #expect(bob.node.status.halfOpenCount == HalfOpenTable.limit)
            clock.advance(by: .seconds(6))
            let link = try await ann.node.link(to: bob.address, within: .seconds(10))
            #expect(link.end == nil)
            try await eventually("the honest link is up") { bob.node.linkCount == 1 }
            #expect(bob.node.status.halfOpenCount == HalfOpenTable.limit - 1)
            for stream in streams { stream.close() }
            try await eventually("none is left") { bob.node.status.halfOpenCount == 0 }
        }
    }

    @Test func `a node that is not started, or stopped, accepts nothing`() async throws {
        try await onLoop {
            let network = try TestNetwork()
            defer { network.remove() }
            let bob = try TestNode(in: network)
            let stream = try await network.connect(bob.path)
            #expect(try await stream.read(atMost: 1, within: .seconds(10)).isEmpty)
            #expect(bob.node.status.refusedStreamCount == 1)
            await bob.stop()
        }
    }
}
