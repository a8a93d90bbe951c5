public import Chat
public import EventLoop
internal import HTTP

/// The web front of one onion, or of loopback: takes connections, serves pages, ends in order.
@Loop public final class WebFront {
    let site: Site
    private let server: HTTPServer

    /// A front for `chat` that answers to `host` alone.
    ///
    /// - Parameters:
    ///   - memory: what it shares with the other fronts of the same node.
    ///   - now: seconds since 1970, for the times on pages.
    public convenience init(chat: Chat, host: WebHost, memory: FrontMemory, now: @escaping @Sendable () -> Int64) {
        self.init(chat: chat, host: host, memory: memory, now: now, limits: .usual)
    }

    init(
        chat: Chat, host: WebHost, memory: FrontMemory, now: @escaping @Sendable () -> Int64, limits: HTTPLimits,
        liveLimits: LivePage.Limits = LivePage.Limits(), pool: ConnectionPool = ConnectionPool(), router: Router = .house
    ) {
        site = Site(chat: chat, host: host, seconds: now, memory: memory, liveLimits: liveLimits, router: router)
        server = HTTPServer(site, limits: limits, pool: pool)
    }

    /// How many connections are open.
    public var connectionCount: Int { server.connectionCount }

    /// Serves a connection that a listener accepted; closes it when the front has stopped or has no room.
    public func accept(_ stream: ByteStream) { server.accept(stream) }

    /// Ends live pages with a line that says so, lets answers under way end, then closes what is left.
    public func stop() async {
        site.liveFront.stop()
        await server.stop()
    }
}
