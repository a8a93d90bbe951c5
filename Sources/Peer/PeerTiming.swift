/// How long this node waits for what. Its own choice: the other end need not know.
public struct PeerTiming: Sendable {
    /// A dialled circuit through tor: rendezvous on a slow network may take a minute and more.
    public var dialLimit: Duration = .seconds(120)
    /// The first bytes of a handshake.
    public var firstBytesLimit: Duration = .seconds(10)
    /// A whole handshake.
    public var handshakeLimit: Duration = .seconds(30)
    /// A SEARCH or REQUEST, dialling included: as long as somebody waits before a page.
    public var askLimit: Duration = .seconds(60)
    /// Silence of a node that owes an answer; then its circuit is taken for broken.
    public var stallLimit: Duration = .seconds(180)
    /// The first wait before a destination is dialled again; each next one is twice as long.
    public var firstRetry: Duration = .seconds(30)
    /// The longest wait before a destination is dialled again.
    public var longestRetry: Duration = .seconds(6 * 3600)
    /// The shortest silence after which the dialler closes a link.
    public var idleAtLeast: Duration = .seconds(5 * 60)
    /// The longest silence after which the dialler closes a link; the time between is chosen at random.
    public var idleAtMost: Duration = .seconds(15 * 60)
    /// The age at which either end closes a link.
    public var oldestLink: Duration = .seconds(24 * 3600)
    /// How often links are looked over.
    public var tick: Duration = .seconds(10)

    /// The node's timing; tests change what they look at.
    public init() {}
}
