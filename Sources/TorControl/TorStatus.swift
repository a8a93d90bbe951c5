/// How tor is, for the operator: a value, told anew at each change.
public struct TorStatus: Equatable, Sendable {
    /// Where the node stands with tor.
    public enum Phase: Equatable, Sendable {
        /// tor is being started, or its control socket connected to.
        case starting
        /// tor is joining the network.
        case bootstrapping(percent: Int, summary: String)
        /// tor is in the network.
        case ready
        /// There is no tor; the next attempt begins after `retryIn` (zero when none will be made).
        case down(reason: TorControlError, retryIn: Duration)
        /// ``TorService/stop()`` was called, or ``TorService/start()`` not yet.
        case stopped
    }

    /// Where the node stands with tor.
    public internal(set) var phase = Phase.stopped
    /// tor's version, once it is known.
    public internal(set) var version: String?
    /// How long tor's consensus is valid: what the network says the time is. Nil while tor has none, or is not there.
    public internal(set) var consensus: ConsensusLifetime?
    /// How far each onion service is, in the order in which they were published.
    public internal(set) var onions: [Publication] = []
    /// The last warnings of the node's own tor, oldest first; tor takes addresses out of them itself.
    public internal(set) var warnings: [String] = []

    /// Nothing known yet.
    init() {}

    /// Whether tor is in the network and each onion service is published.
    public var isPublished: Bool { phase == .ready && onions.allSatisfy(\.isPublished) }
}

extension TorStatus.Phase: CustomStringConvertible {
    /// The plain words for the operator.
    public var description: String {
        switch self {
        case .starting: "starting"
        case .bootstrapping(let percent, let summary): "joining the network: \(percent) % (\(summary))"
        case .ready: "ready"
        case .down(let reason, .zero): "down: \(reason)"
        case .down(let reason, let delay): "down: \(reason); next attempt in \(max(1, delay.components.seconds)) s"
        case .stopped: "stopped"
        }
    }
}
