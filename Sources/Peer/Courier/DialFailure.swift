internal import Domain
internal import Mail
import TorControl

/// Why no link could be made: what to tell whoever waits, and when to try again.
struct DialFailure: Error, Equatable, Sendable {
    /// What to tell.
    let failure: PeerFailure
    /// How to wait; nil when trying again changes nothing.
    let pace: Backoff.Pace?

    /// The failure that a dialling error stands for.
    init(_ error: DialError) {
        failure =
            switch error {
            case .torUnavailable, .malformedReply: .noTor
            case .badAddress: .unknownAddress
            case .descriptorNotFound, .descriptorInvalid, .introductionFailed, .rendezvousFailed, .closed: .offline
            case .introductionTimedOut, .timedOut, .cancelled: .timedOut
            case .clientAuthorizationMissing, .clientAuthorizationWrong, .refused: .refused
            }
        pace =
            switch error.retryRule {
            case .soon: .soon
            case .later: .later
            case .never: nil
            }
    }

    /// The failure that a handshake error stands for. All may pass: a node may be restarted with another version or a mended clock.
    init(_ error: HandshakeError) {
        failure =
            switch error {
            case .timedOut: .timedOut
            case .closed: .offline
            default: .protocolViolation
            }
        pace = .later
    }

    /// This node has no room for another link, or stops.
    static let busy = DialFailure(failure: .busy, pace: .soon)

    private init(failure: PeerFailure, pace: Backoff.Pace?) {
        self.failure = failure
        self.pace = pace
    }
}
