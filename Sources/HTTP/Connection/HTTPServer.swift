package import EventLoop

/// Serves connections that a listener accepted, by one responder, and ends in order.
@Loop package final class HTTPServer {
    /// How long an answer under way may take to end when the server stops.
    private static let stopGrace = Duration.seconds(3)

    private let responder: any HTTPResponder
    private let limits: HTTPLimits
    private let pool: ConnectionPool
    private var isStopped = false

    /// A server that answers by `responder`, within `limits`, with as many connections as `pool` holds.
    package init(_ responder: any HTTPResponder, limits: HTTPLimits = .usual, pool: ConnectionPool = ConnectionPool()) {
        self.responder = responder
        self.limits = limits
        self.pool = pool
    }

    /// How many connections are open.
    package var connectionCount: Int { pool.count }

    /// Serves a connection that a listener accepted; closes it when the server has stopped or has no room.
    package func accept(_ stream: ByteStream) {
        let connection = HTTPConnection(stream, responder: responder, limits: limits)
        guard !isStopped, pool.admit(connection) else { return stream.close() }
        spawn {
            await connection.serve()
            self.pool.remove(connection)
        }
    }

    /// Takes no more connections, lets answers under way end, then closes what is left.
    package func stop() async {
        guard !isStopped else { return }
        isStopped = true
        pool.stop()
        let end = ContinuousClock.now + Self.stopGrace
        while pool.count > 0, ContinuousClock.now < end {
            do { try await sleep(for: .milliseconds(20)) } catch { break }
        }
        pool.closeAll()
    }
}
