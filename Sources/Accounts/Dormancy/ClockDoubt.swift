internal import Domain

/// Why the machine's clock is not believed. As long as it is not, no account is deleted for being dormant.
public enum ClockDoubt: Error, Equatable, Sendable {
    /// tor has no consensus: nobody but the machine says what time it is.
    case noConsensus
    /// The clock is ahead of the Tor network's time by so much.
    case aheadOfConsensus(seconds: Int64)
    /// The clock is behind the Tor network's time by so much.
    case behindConsensus(seconds: Int64)
    /// The clock was set while the node ran, by so much, and has not gone evenly for long enough since.
    case jumped(seconds: Int64)
    /// The clock is behind the latest time that the node has believed, by so much.
    case behindMark(seconds: Int64)
}

extension ClockDoubt: CustomStringConvertible {
    /// The plain words for this doubt.
    public var description: String {
        switch self {
        case .noConsensus: "tor has no consensus that would tell the time"
        case .aheadOfConsensus(let seconds): "it is \(ClockDoubt.span(seconds)) ahead of the Tor network's time"
        case .behindConsensus(let seconds): "it is \(ClockDoubt.span(seconds)) behind the Tor network's time"
        case .jumped(let seconds): "it was set by \(ClockDoubt.span(abs(seconds))) \(seconds < 0 ? "back" : "ahead") while the node ran"
        case .behindMark(let seconds): "it is \(ClockDoubt.span(seconds)) behind the time that this node has known before"
        }
    }

    /// One word for programs.
    public var word: String {
        switch self {
        case .noConsensus: "no-consensus"
        case .aheadOfConsensus: "ahead-of-tor"
        case .behindConsensus: "behind-tor"
        case .jumped: "jumped"
        case .behindMark: "behind-before"
        }
    }

    /// What the operator can do about it.
    public var hint: String {
        switch self {
        case .noConsensus: "nothing, while tor joins its network; else see what the line of tor says"
        case .aheadOfConsensus, .behindConsensus: "set the machine's clock, and let it keep time (systemd-timesyncd, chrony)"
        case .jumped: "nothing: it is believed again when it has gone evenly for an hour"
        case .behindMark: "set the machine's clock; if it is right and was wrong before, it is believed after seven days of running"
        }
    }

    private static func span(_ seconds: Int64) -> String {
        switch seconds {
        case ..<172_800: "\(seconds / 3600) h"
        case ..<63_072_000: "\(seconds / 86_400) days"
        default: "\(seconds / 31_536_000) years"
        }
    }
}
