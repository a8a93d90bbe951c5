import EventLoop

@testable import Peer

/// Gives `body` two started nodes of one network, and stops them afterwards.
func withPair(
    timing: PeerTiming = .brisk, clock: PeerClock = .system,
    _ body: @escaping @Loop @Sendable (TestNode, TestNode, TestNetwork) async throws -> Void
) async throws {
    try await onLoop {
        let network = try TestNetwork()
        defer { network.remove() }
        let ann = try TestNode(in: network, timing: timing, clock: clock)
        let bob = try TestNode(in: network, timing: timing, clock: clock)
        await ann.node.start()
        await bob.node.start()
        try await body(ann, bob, network)
        await ann.stop()
        await bob.stop()
    }
}

/// A queue's id of one repeated byte.
func queue(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 16) }
