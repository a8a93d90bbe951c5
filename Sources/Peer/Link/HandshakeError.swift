import Crypto

/// Why a handshake did not become a link. It tells shape, never content.
enum HandshakeError: Error, Equatable, Sendable {
    /// A message has another size than its place in the handshake asks for.
    case wrongMessageLength(found: Int, expected: Int)
    /// A message came when the handshake was over, or when it was our turn.
    case wrongTurn
    /// Noise refused a message: another key, another dialled address, or a changed byte.
    case noise(NoiseError)
    /// The payload is not padded as it must be, or a field is cut short or left over.
    case malformedPayload
    /// The two ends speak no common version.
    case noCommonVersion
    /// The certificate's key is not an onion's key, or its signature does not cover this static key.
    case certificateInvalid
    /// The certificate's time is over.
    case certificateExpired
    /// The certificate lives longer than certificates may.
    case certificateTooLong
    /// The node at the other end is not the one that was dialled.
    case wrongNode
    /// The node at the other end says that it is we.
    case ourselves
    /// The other side closed before the end.
    case closed
    /// The other side took too long.
    case timedOut
}

extension HandshakeError: CustomStringConvertible {
    /// The plain words for this error.
    var description: String {
        switch self {
        case .wrongMessageLength(let found, let expected): "a handshake message has \(found) bytes where \(expected) were expected"
        case .wrongTurn: "a handshake message came out of turn"
        case .noise(let error): error.description
        case .malformedPayload: "the payload of a handshake message is malformed"
        case .noCommonVersion: "the other node speaks no version of the protocol that this one speaks"
        case .certificateInvalid: "the certificate of the other node is not valid"
        case .certificateExpired: "the certificate of the other node has expired; check both clocks"
        case .certificateTooLong: "the certificate of the other node lives too long; check both clocks"
        case .wrongNode: "another node answered than the one that was dialled"
        case .ourselves: "the other node uses this node's own address"
        case .closed: "the other node closed during the handshake"
        case .timedOut: "the other node took too long during the handshake"
        }
    }
}
