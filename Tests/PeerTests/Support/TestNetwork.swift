import Crypto
import EventLoop
import Glibc
import Peer
import Testing
import TorControl

/// Unix sockets in the place of tor: one socket a node, and a directory of addresses.
@Loop final class TestNetwork {
    private let directory: String
    private var paths: [OnionAddress: String] = [:]
    private var count = 0
    /// What a dial fails with; nil dials.
    var failure: DialError?
    /// How often somebody dialled.
    private(set) var dialCount = 0
    /// The streams that dials made, elders included.
    private(set) var streams: [ByteStream] = []

    init() throws {
        var template = Array("/tmp/peer-XXXXXX".utf8CString)
        directory = try template.withUnsafeMutableBufferPointer { buffer in
            String(cString: try #require(buffer.baseAddress.flatMap { mkdtemp($0) }))
        }
    }

    /// A socket path that nobody uses.
    func newPath() -> String {
        count += 1
        return "\(directory)/\(count)"
    }

    /// Says where `address` listens.
    func register(_ address: OnionAddress, at path: String) { paths[address] = path }

    /// Removes the sockets.
    func remove() {
        for number in 1...max(1, count) { unlink("\(directory)/\(number)") }
        rmdir(directory)
    }

    /// A dialer into this network.
    nonisolated var dialer: any Dialing { Dialer(network: self) }

    private struct Dialer: Dialing {
        let network: TestNetwork

        @Loop func connect(to address: OnionAddress, port: UInt16, within limit: Duration) async throws(DialError) -> ByteStream {
            network.dialCount += 1
            if let failure = network.failure { throw failure }
            guard port == 9411, let path = network.paths[address] else { throw .descriptorNotFound }
            return try await network.connect(path, within: limit)
        }
    }

    /// A stream to the socket at `path`.
    func connect(_ path: String, within limit: Duration = .seconds(10)) async throws(DialError) -> ByteStream {
        do throws(StreamError) {
            let stream = try await ByteStream.connect(to: .unix(path: path), within: limit)
            streams.append(stream)
            return stream
        } catch {
            throw .introductionFailed
        }
    }
}

/// A node with a domain in memory, listening on a unix socket.
@Loop final class TestNode {
    let inbox = FakeInbox()
    let node: PeerNode
    let path: String
    private let listener: Listener
    nonisolated let address: OnionAddress

    init(in network: TestNetwork, key: SigningKey = .generate(), timing: PeerTiming = .brisk, clock: PeerClock = .system) throws {
        let node = PeerNode(inbox: inbox, dialer: network.dialer, key: key, clock: clock, timing: timing)
        self.node = node
        address = node.address
        path = network.newPath()
        listener = try Listener(.unix(path: path), backlog: 1024) { node.accept($0) }
        network.register(node.address, at: path)
    }

    func stop() async {
        listener.stop()
        await node.stop()
    }
}

extension PeerTiming {
    /// Retries within milliseconds; all other waits as in life.
    static var brisk: PeerTiming {
        var timing = PeerTiming()
        timing.firstRetry = .milliseconds(10)
        timing.longestRetry = .milliseconds(40)
        return timing
    }
}

/// A clock that goes when it is told to.
@Loop final class ManualClock {
    private nonisolated let hands = Hands()

    nonisolated init() {}

    /// The clock as an argument.
    nonisolated var clock: PeerClock { PeerClock(unixSeconds: { [hands] in hands.seconds }, elapsed: { [hands] in hands.elapsed }) }

    /// Lets time pass.
    func advance(by time: Duration) { hands.advance(by: time) }
}
