/// Why an onion could not be reached. It tells shape, never whose onion it was.
///
/// **Source** RFC 1928 §6; tor(1), `ExtendedErrors`; protocol §3.3.
public enum DialError: Error, Equatable, Sendable {
    /// Nothing listens on tor's SOCKS socket.
    case torUnavailable
    /// F0: no directory has the service descriptor.
    case descriptorNotFound
    /// F1: the service descriptor can't be parsed, or its signature is wrong.
    case descriptorInvalid
    /// F2: no introduction point passed the introduction on.
    case introductionFailed
    /// F3: no rendezvous came about.
    case rendezvousFailed
    /// F4: the service asks for client authorization and this tor has none for it.
    case clientAuthorizationMissing
    /// F5: the service does not take the client authorization that this tor has.
    case clientAuthorizationWrong
    /// F6: tor does not take the onion address.
    case badAddress
    /// F7: every introduction timed out.
    case introductionTimedOut
    /// Another reply code: 01–08 of RFC 1928, or one added later.
    case refused(UInt8)
    /// What came is not a SOCKS reply, or not one of ours.
    case malformedReply
    /// The deadline passed.
    case timedOut
    /// The SOCKS connection ended before its reply was whole.
    case closed
    /// The caller gave it up.
    case cancelled

    /// The error that a reply code other than 0 stands for.
    init(replyCode: UInt8) {
        self =
            switch replyCode {
            case 0xf0: .descriptorNotFound
            case 0xf1: .descriptorInvalid
            case 0xf2: .introductionFailed
            case 0xf3: .rendezvousFailed
            case 0xf4: .clientAuthorizationMissing
            case 0xf5: .clientAuthorizationWrong
            case 0xf6: .badAddress
            case 0xf7: .introductionTimedOut
            default: .refused(replyCode)
            }
    }
}

/// When it makes sense to dial again.
public enum RetryRule: Equatable, Sendable {
    /// It was an accident on the way, or in this machine: try again within seconds.
    case soon
    /// The other node is away or unwell: back off.
    case later
    /// Nothing will change by trying again.
    case never
}

extension DialError {
    /// When to dial again after this error.
    public var retryRule: RetryRule {
        switch self {
        case .torUnavailable, .rendezvousFailed, .introductionTimedOut, .closed: .soon
        case .descriptorNotFound, .descriptorInvalid, .introductionFailed, .malformedReply, .timedOut: .later
        case .clientAuthorizationMissing, .clientAuthorizationWrong, .badAddress, .cancelled: .never
        // 01 general failure (tor is not ready, or a circuit broke) and 06 "TTL expired" (a stream timed out) pass by themselves.
        case .refused(0x01), .refused(0x06): .soon
        // 02 not allowed, 07 command and 08 address type not supported: this tor will say so again.
        case .refused(0x02), .refused(0x07), .refused(0x08): .never
        case .refused: .later
        }
    }
}

extension DialError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .torUnavailable: "tor's SOCKS socket does not answer"
        case .descriptorNotFound: "no directory has the service descriptor: the node is offline or its address has changed"
        case .descriptorInvalid: "the service descriptor is not valid"
        case .introductionFailed: "the node's introduction points do not reach it"
        case .rendezvousFailed: "the node did not come to the rendezvous point"
        case .clientAuthorizationMissing: "the onion service asks for client authorization"
        case .clientAuthorizationWrong: "the onion service does not accept the client authorization"
        case .badAddress: "tor does not accept the onion address"
        case .introductionTimedOut: "the introduction to the node timed out"
        case .refused(let code): "tor refused the connection with SOCKS reply code \(code)"
        case .malformedReply: "tor's SOCKS reply is malformed"
        case .timedOut: "the connection was not made in time"
        case .closed: "tor closed the SOCKS connection before its reply"
        case .cancelled: "the connection attempt was given up"
        }
    }
}
