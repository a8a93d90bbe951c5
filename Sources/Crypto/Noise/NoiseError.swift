/// Why a handshake or a channel stopped. Shape only: no bytes of either end.
public enum NoiseError: Error, Equatable, Sendable {
    /// A message was written or read when it was the other end's turn, or after the handshake.
    case wrongTurn
    /// A message would be, or was, over Noise's limit.
    case messageTooLong(found: Int, limit: Int)
    /// A message is too short for the keys and tags its place in the pattern holds.
    case messageTooShort(found: Int, needed: Int)
    /// An authentication tag does not fit: another key, another prologue, or a changed byte.
    case notAuthentic
    /// A public key of the other end gives no shared secret (a low-order point) or is no key at all.
    case unusableKey
    /// An earlier read failed; this handshake can't go on.
    case failed
    /// The handshake is not finished, so there are no ciphers yet.
    case unfinished
    /// The ciphers of this handshake were handed out before.
    case alreadySplit
    /// A direction has used its last nonce.
    case nonceExhausted
}

extension NoiseError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .wrongTurn: "it is not this end's turn in the handshake"
        case .messageTooLong(let found, let limit): "a handshake or channel message of \(found) bytes is over the limit of \(limit)"
        case .messageTooShort(let found, let needed): "a handshake or channel message needs \(needed) bytes, this one has \(found)"
        case .notAuthentic: "a handshake or channel message is not authentic"
        case .unusableKey: "the other end sent a public key that gives no shared secret"
        case .failed: "the handshake failed before"
        case .unfinished: "the handshake is not finished"
        case .alreadySplit: "the channel keys of this handshake were handed out before"
        case .nonceExhausted: "the channel has used its last nonce"
        }
    }
}
