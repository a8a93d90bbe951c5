import Crypto
internal import Domain
import EventLoop
internal import Mail
import TorControl

/// Dials other nodes: one attempt at a time for each, shared by all who wait for it.
@Loop final class LinkDialler {
    typealias Outcome = Result<Link, DialFailure>

    /// Attempts at once. Each is a circuit that tor builds; what waits before a page comes on top of the couriers' few.
    private static let limit = 64
    /// The virtual port of every peer onion.
    private static let port: UInt16 = 9411

    private let dialer: any Dialing
    private let timing: PeerTiming
    private let clock: PeerClock
    /// Makes the handshake of a new attempt; nil when the node stops.
    private let makeHandshake: @Loop (OnionAddress) -> LinkHandshake?
    /// Makes a link of what the handshake left, and has it served; nil when there is no room.
    private let adopt: @Loop (LinkKeys, ByteStream) -> Link?
    private var attempts: [OnionAddress: Promise<Outcome>] = [:]
    private var streams: [OnionAddress: ByteStream] = [:]
    /// How often each kind of failure came.
    private(set) var failureCounts: [PeerFailure: Int] = [:]

    init(
        dialer: any Dialing, timing: PeerTiming, clock: PeerClock, makeHandshake: @escaping @Loop (OnionAddress) -> LinkHandshake?,
        adopt: @escaping @Loop (LinkKeys, ByteStream) -> Link?
    ) {
        self.dialer = dialer
        self.timing = timing
        self.clock = clock
        self.makeHandshake = makeHandshake
        self.adopt = adopt
    }

    /// How many attempts are under way.
    var attemptCount: Int { attempts.count }

    /// A new link to `node`; nil when none has come within `limit`. The attempt goes on for whoever else waits.
    func dial(_ node: OnionAddress, within limit: Duration) async -> Outcome? {
        if let attempt = attempts[node] { return await attempt.wait(within: limit) }
        guard attempts.count < Self.limit else { return .failure(.busy) }
        let attempt = Promise<Outcome>()
        attempts[node] = attempt
        spawn { [self] in
            let outcome = await connect(to: node)
            if case .failure(let error) = outcome { failureCounts[error.failure, default: 0] += 1 }
            attempts[node] = nil
            attempt.fulfil(outcome)
        }
        return await attempt.wait(within: limit)
    }

    /// A link to `node` came from the other side: whoever waits for one may have it.
    func linkIsUp(_ link: Link) { attempts[link.remote]?.fulfil(.success(link)) }

    /// Closes what is between dialling and the end of a handshake.
    func stop() { for stream in streams.values { stream.close() } }

    private func connect(to node: OnionAddress) async -> Outcome {
        let stream: ByteStream
        do throws(DialError) {
            stream = try await dialer.connect(to: node, port: Self.port, within: timing.dialLimit)
        } catch {
            return .failure(DialFailure(error))
        }
        guard let handshake = makeHandshake(node) else {
            stream.close()
            return .failure(.busy)
        }
        streams[node] = stream
        defer { streams[node] = nil }
        do throws(HandshakeError) {
            let keys = try await HandshakeDriver.run(
                handshake, asInitiator: true, on: stream, timing: timing, clock: clock)
            if let link = adopt(keys, stream) { return .success(link) }
            stream.close()
            return .failure(.busy)
        } catch {
            stream.close()
            return .failure(DialFailure(error))
        }
    }
}
