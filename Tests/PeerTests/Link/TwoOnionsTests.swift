import Crypto
import EventLoop
import Testing

@testable import Peer

/// A node that answers under two addresses while it changes from one to the other.
struct TwoOnionsTests {
    /// A second door of `node`, under the address of `key`.
    @Loop private static func open(_ key: SigningKey, of node: TestNode, in network: TestNetwork) throws -> (OnionAddress, String, Listener)
    {
        let address = OnionAddress(publicKey: key.publicKey), path = network.newPath(), peer = node.node
        peer.addOnion(key)
        let listener = try Listener(.unix(path: path)) { peer.accept($0, at: address) }
        network.register(address, at: path)
        return (address, path, listener)
    }

    @Test func `both are answered, and a link knows on which it came in`() async throws {
        try await withPair { ann, bob, network in
            let (second, path, listener) = try Self.open(.generate(), of: ann, in: network)
            defer { listener.stop() }
            let onFirst = try await bob.node.link(to: ann.address, within: .seconds(20))
            let onSecond = try await bob.node.link(to: second, within: .seconds(20))
            #expect(onFirst.remote == ann.address && onSecond.remote == second)
            #expect(onSecond.onion == bob.address, "bob dialled as himself")
            let hand = try await HandDriven.dial(second, at: path, in: network)
            _ = hand
            // Bob's two are one dialler's, so the later took the elder's place; the third is a stranger's.
            try await eventually("the links are up") { ann.node.linkCount == 2 && ann.node.links.all.allSatisfy { $0.onion == second } }
            _ = try await HandDriven.dial(ann, in: network)
            try await eventually("one came in on the first") { ann.node.linkCount == 3 }
            #expect(Set(ann.node.links.all.map(\.onion)) == [ann.address, second])
        }
    }

    @Test func `a handshake that was meant for one address does not pass at the other's door`() async throws {
        try await withPair { ann, _, network in
            let (second, path, listener) = try Self.open(.generate(), of: ann, in: network)
            defer { listener.stop() }
            await #expect(throws: HandshakeError.self) { try await HandDriven.dial(ann.address, at: path, in: network) }
            await #expect(throws: HandshakeError.self) { try await HandDriven.dial(second, at: ann.path, in: network) }
        }
    }

    @Test func `with its onion its links go, and the others stay`() async throws {
        try await withPair { ann, bob, network in
            let (second, path, listener) = try Self.open(.generate(), of: ann, in: network)
            defer { listener.stop() }
            let old = try await HandDriven.dial(second, at: path, in: network)
            let stays = try await bob.node.link(to: ann.address, within: .seconds(20))
            try await eventually("both came in") { ann.node.linkCount == 2 }
            ann.node.removeOnion(second)
            #expect(await old.isClosedByOther())
            try await eventually("the end is counted") { ann.node.status.ends["its onion was removed"] == 1 }
            #expect(stays.end == nil && ann.node.linkCount == 1)
            let refused = ann.node.status.refusedStreamCount
            await #expect(throws: HandshakeError.self) { try await HandDriven.dial(second, at: path, in: network) }
            #expect(ann.node.status.refusedStreamCount == refused + 1)
            ann.node.removeOnion(ann.address)
            _ = try await HandDriven.dial(ann, in: network)
        }
    }

    @Test func `who shakes hands as the node itself gets no link, by whichever address`() async throws {
        try await onLoop {
            let network = try TestNetwork()
            defer { network.remove() }
            let key = SigningKey.generate(), other = SigningKey.generate()
            let ann = try TestNode(in: network, key: key)
            await ann.node.start()
            let (second, path, listener) = try Self.open(other, of: ann, in: network)
            defer { listener.stop() }
            for (door, address, identity) in [(path, second, key), (ann.path, ann.address, other)] {
                let hand = try await HandDriven.dial(address, at: door, in: network, as: identity)
                #expect(await hand.isClosedByOther())
            }
            #expect(ann.node.linkCount == 0)
            await ann.stop()
        }
    }

    @Test func `the node reaches itself by either address without the wire`() async throws {
        try await withPair { ann, _, network in
            let (second, _, listener) = try Self.open(.generate(), of: ann, in: network)
            defer { listener.stop() }
            let dials = network.dialCount
            ann.inbox.enqueue([1, 2, 3], to: second, queue: queue(9))
            ann.node.mailArrived(for: second)
            try await eventually("the mail is there") { ann.inbox.received(queue(9)) == [1, 2, 3] }
            #expect(network.dialCount == dials)
        }
    }
}
