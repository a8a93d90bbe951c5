public import Bytes

/// Why a session did not seal, open or load. The session is as it was before.
public enum RatchetError: Error, Equatable, Sendable {
    /// An envelope has a length that no sealing gives.
    case wrongLength(Int)
    /// A plaintext is over its limit.
    case plaintextTooLong(found: Int, limit: Int)
    /// No header key of this session opens the header: forged, of another session, or older than what is kept.
    case headerNotAuthentic
    /// The header is authentic and the body is not: changed on the way, or sealed with other associated data.
    case bodyNotAuthentic
    /// The header names a message that was opened before, or whose key has expired.
    case alreadyOpened
    /// The header jumps over more messages than ``RatchetLimits/skippedInOneStep``: state was lost somewhere, the connection needs renewal.
    case jumpTooLarge(found: Int, limit: Int)
    /// The other end changed its ratchet key without a message of ours in between, which no honest session does.
    case stepOutOfTurn
    /// The asker's side has nothing to seal with before it has opened the acceptor's first envelope.
    case nothingReceivedYet
    /// A ratchet key of the other end gives no shared secret (a low-order point).
    case unusableKey
    /// The sending chain has used its last number.
    case chainExhausted
    /// A stored state has a version this program does not know.
    case unknownVersion(UInt8)
    /// A stored state can't be read.
    case malformedState(ByteReaderError)
}

extension RatchetError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .wrongLength(let count): "an envelope can't have \(count) bytes"
        case .plaintextTooLong(let found, let limit): "a message of \(found) bytes is over the limit of \(limit)"
        case .headerNotAuthentic: "no header key of this session opens the envelope"
        case .bodyNotAuthentic: "the body of an envelope is not authentic"
        case .alreadyOpened: "the key of this envelope was used or has expired"
        case .jumpTooLarge(let found, let limit):
            "an envelope jumps over \(found) messages, the limit is \(limit); the connection needs new keys"
        case .stepOutOfTurn: "the other end changed its ratchet key out of turn"
        case .nothingReceivedYet: "nothing can be sent before the first message of the other end is opened"
        case .unusableKey: "the other end's ratchet key gives no shared secret"
        case .chainExhausted: "the sending chain has used its last message number"
        case .unknownVersion(let version): "the stored session has version \(version), which this program does not know"
        case .malformedState(let error): "the stored session can't be read: \(error)"
        }
    }
}
