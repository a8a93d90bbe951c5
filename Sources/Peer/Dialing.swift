public import Crypto
public import EventLoop
public import TorControl

/// Whoever makes a stream to another node's onion. Tor's dialer does; tests put a unix socket in its place.
public protocol Dialing: Sendable {
    /// A stream to `address`, or the reason why there is none.
    @Loop func connect(to address: OnionAddress, port: UInt16, within limit: Duration) async throws(DialError) -> ByteStream
}

extension TorDialer: Dialing {}
