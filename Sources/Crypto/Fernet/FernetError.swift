/// Why a Fernet key or token was refused. It tells shape, never content.
public enum FernetError: Error, Equatable, Sendable {
    /// A key is not 44 characters of base64url that spell 32 bytes in their one way.
    case malformedKey
    /// No token has this many characters: one is cut, or text was added.
    case wrongLength(Int)
    /// A character outside of base64url, padding in a wrong place, or spare bits that are not zero.
    case notBase64
    /// The first byte names a version that does not exist.
    case unknownVersion(UInt8)
    /// The code does not fit: the token is forged, damaged, or under another key.
    case authenticationFailed
    /// The padding under a right code is wrong: who made the token made it wrong.
    case wrongPadding
    /// The token is older than it may be.
    case expired
    /// The token was made later than now, by more than clocks may differ.
    case fromTheFuture
    /// A range reaches beyond the plaintext.
    case outsidePlaintext(byteCount: Int)
    /// The source did not give the bytes it was asked for.
    case unreadable
    /// The cryptographic library could not do its work: memory is short or an algorithm is missing.
    case libraryFailure
}

extension FernetError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .malformedKey: "a Fernet key has \(FernetKey.characterCount) characters: letters, digits, - and _, and = at the end"
        case .wrongLength(let count): "no Fernet token has \(count) characters: it is cut, or something was added"
        case .notBase64: "the token is not base64url in its one spelling"
        case .unknownVersion(let version): "a Fernet token begins with version \(Fernet.version), this one with \(version)"
        case .authenticationFailed: "the token is not what was sealed under this key"
        case .wrongPadding: "the token was made wrongly: its padding does not fit"
        case .expired: "the token is older than it may be"
        case .fromTheFuture: "the token was made in the future: a clock is wrong"
        case .outsidePlaintext(let count): "the range reaches beyond the \(count) bytes there are"
        case .unreadable: "the token could not be read from where it lies"
        case .libraryFailure: CryptoError.libraryFailure.description
        }
    }
}
