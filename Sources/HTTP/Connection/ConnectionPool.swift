package import EventLoop

/// The open connections of one front, at most a fixed number of them.
///
/// All come through tor from one socket, so nobody can be told from anybody. When the pool is full, what costs its owner least goes
/// first: the connection that has waited longest between requests, else the one that has been sending a request, or not taking its
/// answer, for longest (over five seconds). When there is neither, the new one is closed: people who are being answered are not thrown out for strangers.
@Loop package final class ConnectionPool {
    /// Enough for 80 people with a browser's six connections each; 512 × at most 200 KiB of buffers is 100 MiB.
    package static let limit = 512
    /// A browser sends a request in one piece and takes an answer as it comes; who takes longer than this makes room for others.
    package static let patience = Duration.seconds(5)

    private let limit: Int
    private let patience: Duration
    private var all: [ObjectIdentifier: HTTPConnection] = [:]

    /// A pool of at most `limit` connections; who has been slow for `patience` makes room.
    package init(limit: Int = ConnectionPool.limit, patience: Duration = ConnectionPool.patience) {
        self.limit = limit
        self.patience = patience
    }

    /// How many are open.
    var count: Int { all.count }

    /// Takes `connection` in when there is room or room can be made.
    func admit(_ connection: HTTPConnection) -> Bool {
        if all.count >= limit {
            guard let victim = leastDeserving() else { return false }
            remove(victim)
            victim.close()
        }
        all[ObjectIdentifier(connection)] = connection
        return true
    }

    /// Forgets a connection that has ended.
    func remove(_ connection: HTTPConnection) { all[ObjectIdentifier(connection)] = nil }

    /// Lets each end after the answer under way.
    func stop() { for connection in all.values { connection.stop() } }

    /// Ends all at once.
    func closeAll() { for connection in all.values { connection.close() } }

    private func leastDeserving() -> HTTPConnection? {
        var waiting: (connection: HTTPConnection, since: ContinuousClock.Instant)?
        var slow: (connection: HTTPConnection, since: ContinuousClock.Instant)?
        for connection in all.values {
            switch connection.phase {
            case .waiting(let since): if since < waiting?.since ?? .now { waiting = (connection, since) }
            case .receiving(let since), .stalled(let since): if since < slow?.since ?? .now - patience { slow = (connection, since) }
            case .answering: break
            }
        }
        return (waiting ?? slow)?.connection
    }
}
