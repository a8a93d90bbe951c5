internal import Accounts
public import Chat
internal import Domain
public import EventLoop
internal import Mail

/// The web front of one onion, or of loopback: takes connections, serves pages, ends in order.
@Loop public final class WebFront {
    /// How long an answer under way may take to end when the front stops.
    private static let stopGrace = Duration.seconds(3)

    let site: Site
    private let limits: HTTPLimits
    private let pool: ConnectionPool
    private var isStopped = false

    /// A front for `chat` that answers to `host` alone.
    ///
    /// - Parameters:
    ///   - memory: what it shares with the other fronts of the same node.
    ///   - now: seconds since 1970, for the times on pages.
    public convenience init(chat: Chat, host: WebHost, memory: FrontMemory, now: @escaping @Sendable () -> Int64) {
        self.init(chat: chat, host: host, memory: memory, now: now, limits: HTTPLimits())
    }

    init(
        chat: Chat, host: WebHost, memory: FrontMemory, now: @escaping @Sendable () -> Int64, limits: HTTPLimits,
        liveLimits: LivePage.Limits = LivePage.Limits(), pool: ConnectionPool = ConnectionPool()
    ) {
        self.limits = limits
        self.pool = pool
        site = Site(chat: chat, host: host, seconds: now, memory: memory, liveLimits: liveLimits)
    }

    /// How many connections are open.
    public var connectionCount: Int { pool.count }

    /// Serves a connection that a listener accepted; closes it when the front has stopped or has no room.
    public func accept(_ stream: ByteStream) {
        let connection = HTTPConnection(stream, responder: site, limits: limits)
        guard !isStopped, pool.admit(connection) else { return stream.close() }
        spawn {
            await connection.serve()
            self.pool.remove(connection)
        }
    }

    /// Ends live pages with a line that says so, lets answers under way end, then closes what is left.
    public func stop() async {
        guard !isStopped else { return }
        isStopped = true
        site.liveFront.stop()
        pool.stop()
        let end = ContinuousClock.now + Self.stopGrace
        while pool.count > 0, ContinuousClock.now < end {
            do { try await sleep(for: .milliseconds(20)) } catch { break }
        }
        pool.closeAll()
    }
}
