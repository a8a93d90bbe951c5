/// Why a cryptographic operation was refused. It tells shape, never content.
public enum CryptoError: Error, Equatable, Sendable {
    /// The tag, signature or padding does not fit: the bytes are forged, damaged, or under another key.
    case authenticationFailed
    /// A key, nonce, salt or public value has another number of bytes than its algorithm takes.
    case wrongLength(expected: Int, found: Int)
    /// An input is shorter than the least that can be right.
    case tooShort(minimum: Int, found: Int)
    /// An input is longer than its named limit.
    case overLimit(limit: Int, found: Int)
    /// An empty plaintext or associated data where the protocol allows none.
    case emptyInput
    /// A public key whose coordinate or coefficient is not reduced modulo its prime.
    case nonCanonicalKey
    /// A public key of small order: one signature under it would fit every message.
    case smallOrderKey
    /// A key agreement gave all zeros: the other public key is of low order.
    case lowOrderResult
    /// A cost parameter is outside its named limits.
    case parameterOutOfRange
    /// The cryptographic library of this machine does not have the algorithm at all.
    case algorithmNotOffered
    /// The cryptographic library could not do its work: memory is short or an algorithm is missing.
    case libraryFailure
}

extension CryptoError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .authenticationFailed: "the bytes are not what was sealed or signed under this key"
        case .wrongLength(let expected, let found): "\(expected) bytes were expected and \(found) were found"
        case .tooShort(let minimum, let found): "at least \(minimum) bytes were expected and \(found) were found"
        case .overLimit(let limit, let found): "\(found) bytes are over the limit of \(limit)"
        case .emptyInput: "an empty text or label can't be sealed"
        case .nonCanonicalKey: "the public key is not in its one allowed spelling"
        case .smallOrderKey: "the public key is one of the few weak ones that fit every message"
        case .lowOrderResult: "the other public key is a weak one: the key agreement gave zeros"
        case .parameterOutOfRange: "a cost parameter is outside its limits"
        case .algorithmNotOffered: "the cryptographic library of this machine does not offer this algorithm"
        case .libraryFailure: "the cryptographic library could not do its work: memory may be short"
        }
    }
}
