import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import Peer

/// The other end of a link, driven by hand: it says what a test wants, right or wrong.
@Loop final class HandDriven {
    let stream: ByteStream
    private var channel: CellChannel

    private init(_ stream: ByteStream, _ keys: LinkKeys) {
        self.stream = stream
        channel = CellChannel(keys)
    }

    /// Dials `node` and shakes hands as the node of `key`.
    static func dial(_ node: TestNode, in network: TestNetwork, as key: SigningKey = .generate()) async throws -> HandDriven {
        try await dial(node.address, at: node.path, in: network, as: key)
    }

    /// Dials whoever answers for `address` at a socket.
    static func dial(
        _ address: OnionAddress, at path: String, in network: TestNetwork, as key: SigningKey = .generate()
    ) async throws -> HandDriven {
        let stream = try await network.connect(path)
        var identity = LinkIdentity(key: key)
        let credential = identity.credential(at: PeerClock.system.unixSeconds())
        let handshake = LinkHandshake(from: identity.address, dialling: address, credential: credential)
        let keys = try await HandshakeDriver.run(handshake, asInitiator: true, on: stream, timing: PeerTiming(), clock: .system)
        return HandDriven(stream, keys)
    }

    /// Answers a stream as the node of `key`.
    static func answer(_ stream: ByteStream, as key: SigningKey) async throws -> HandDriven {
        var identity = LinkIdentity(key: key)
        let credential = identity.credential(at: PeerClock.system.unixSeconds())
        let handshake = LinkHandshake(answeringAs: identity.address, credential: credential)
        let keys = try await HandshakeDriver.run(handshake, asInitiator: false, on: stream, timing: PeerTiming(), clock: .system)
        return HandDriven(stream, keys)
    }

    /// The sealed bytes of a frame.
    func seal(_ frame: Frame, id: UInt32 = 1) throws -> [UInt8] { try channel.seal(frame, id: id) }

    /// Sends a frame.
    func send(_ frame: Frame, id: UInt32 = 1) throws { stream.enqueue(try seal(frame, id: id)) }

    /// Seals and sends 3888 bytes that need not be a cell.
    func sendRaw(_ cell: [UInt8]) throws { stream.enqueue(try channel.sealRaw(cell)) }

    /// The next frame that comes.
    func receive() async throws -> (frame: Frame, id: UInt32) {
        while true {
            let message = try await stream.readExactly(CellChannel.messageByteCount, within: .seconds(20))
            if let received = try channel.open(message) { return received }
        }
    }

    /// Says that the other side closed, after whatever it had said before.
    func isClosedByOther() async -> Bool {
        while true {
            do {
                if try await stream.read(atMost: 65_536, within: .seconds(20)).isEmpty { return true }
            } catch {
                return error != .timedOut
            }
        }
    }
}
