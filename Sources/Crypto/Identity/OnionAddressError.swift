/// Why a text is not an onion address. It tells shape, never the text.
public enum OnionAddressError: Error, Equatable, Sendable {
    /// The text does not end in `.onion`.
    case missingSuffix
    /// There are not 56 characters before `.onion`.
    case wrongLength(Int)
    /// A character that is not one of a–z and 2–7.
    case wrongCharacter
    /// The checksum does not match.
    case checksumMismatch
    /// The version byte is not 3.
    case wrongVersion(UInt8)
    /// The checksum is right, but no honest service has such a key.
    case weakKey(CryptoError)
}

extension OnionAddressError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .missingSuffix: "an onion address ends in .onion"
        case .wrongLength(let count): "an onion address has 56 characters before .onion, this one has \(count)"
        case .wrongCharacter: "an onion address has only the letters a to z and the digits 2 to 7"
        case .checksumMismatch: "the onion address has a typing mistake: its checksum does not match"
        case .wrongVersion(let version): "only onion addresses of version 3 are known, this one has version \(version)"
        case .weakKey(let reason): "the onion address belongs to no honest service: \(reason)"
        }
    }
}
