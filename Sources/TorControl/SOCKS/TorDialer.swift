internal import Bytes
public import Crypto
public import EventLoop

/// Dials onion addresses through tor's SOCKS socket, each destination on circuits of its own.
///
/// The isolation password is HMAC(isolation key, destination): the same for each dial of one destination, so that its circuit is used
/// again, and of no meaning to anyone who sees it.
///
/// **Source** protocol §3.2.
@Loop public final class TorDialer {
    private let endpoint: @Loop () -> Endpoint?
    private let isolationKey: SecretBytes

    /// Dials through the unix socket at `socksPath`.
    public init(socksPath: String, isolationKey: SecretBytes) {
        self.endpoint = { .unix(path: socksPath) }
        self.isolationKey = isolationKey
    }

    /// Dials through whatever SOCKS listener `service` has at that moment: its own tor's, or that of the tor it is attached to.
    ///
    /// While tor is not ready each dial fails at once: tor itself would keep the caller waiting until it is.
    public init(service: TorService, isolationKey: SecretBytes) {
        self.endpoint = { service.status.phase == .ready ? service.socksEndpoint : nil }
        self.isolationKey = isolationKey
    }

    /// A stream to `port` of `address`. The first byte read from it is the other node's first.
    ///
    /// **Limits** everything together takes at most `limit`.
    /// **Errors** ``DialError``; nothing stays open after one.
    public func connect(to address: OnionAddress, port: UInt16, within limit: Duration) async throws(DialError) -> ByteStream {
        guard let endpoint = endpoint() else { throw .torUnavailable }
        let deadline = ContinuousClock.now + limit
        let stream: ByteStream
        do throws(StreamError) {
            stream = try await ByteStream.connect(to: endpoint, within: limit)
        } catch {
            throw DialError(connecting: error)
        }
        do throws(DialError) {
            try await shakeHands(on: stream, host: address.description, port: port, until: deadline)
            return stream
        } catch {
            stream.close()
            throw error
        }
    }

    private func shakeHands(
        on stream: ByteStream, host: String, port: UInt16, until deadline: ContinuousClock.Instant
    ) async throws(DialError) {
        var handshake = SOCKSHandshake(host: Array(host.utf8), port: port, password: isolationPassword(host: host, port: port))
        var action = handshake.start()
        while true {
            let byteCount: Int
            switch action {
            case .established: return
            case .read(let count): byteCount = count
            case .send(let bytes, let count):
                stream.enqueue(bytes)
                byteCount = count
            }
            let remaining = deadline - ContinuousClock.now
            guard remaining > .zero else { throw .timedOut }
            let bytes: [UInt8]
            do throws(StreamError) {
                bytes = try await stream.readExactly(byteCount, within: remaining)
            } catch {
                throw DialError(reading: error)
            }
            action = try handshake.received(bytes)
        }
    }

    private func isolationPassword(host: String, port: UInt16) -> [UInt8] {
        Hex.encodeBytes(HMACSHA256.code(Array("\(host):\(port)".utf8), key: isolationKey))
    }
}

extension DialError {
    /// What it means for a dial that the SOCKS socket could not be reached.
    fileprivate init(connecting error: StreamError) {
        self =
            switch error {
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            case .closed, .overLimit, .refused, .notFound, .failed: .torUnavailable
            }
    }

    /// What it means for a dial that the handshake's bytes did not come.
    fileprivate init(reading error: StreamError) {
        self =
            switch error {
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            case .closed, .overLimit, .refused, .notFound, .failed: .closed
            }
    }
}
