/// Why a text is not a username.
public enum UsernameError: Error, Equatable, Sendable {
    /// Not 3 to 32 characters.
    case wrongLength(Int)
    /// A character other than a–z, 0–9, dot, underscore and hyphen.
    case forbiddenCharacter
}

/// A member's name on a node.
///
/// **Shape** `[a-z0-9._-]{3,32}` after case folding (protocol §2.1).
public struct Username: Hashable, Sendable, Comparable {
    /// The fewest characters.
    public static let minimumLength = 3
    /// The most characters; also the size of the name field on the wire.
    public static let maximumLength = 32

    /// The name in lower case.
    public let text: String

    /// Parses `text`, folding A–Z to a–z.
    public init(_ text: some StringProtocol) throws(UsernameError) {
        var folded: [UInt8] = []
        for byte in text.utf8.prefix(Username.maximumLength + 1) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                folded.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): folded.append(byte + 32)
            default: throw .forbiddenCharacter
            }
        }
        let count = text.utf8.count
        guard (Username.minimumLength...Username.maximumLength).contains(count) else { throw .wrongLength(count) }
        self.text = String(decoding: folded, as: UTF8.self)
    }

    /// A name as our own encoders spell it, in lower case: inside signed and stored bytes each name has one spelling.
    package init(encoded text: String) throws(UsernameError) {
        try self.init(text)
        guard self.text == text else { throw .forbiddenCharacter }
    }

    /// Names that look alike have one skeleton: digits stand for the letters they resemble, `rn` for `m`, `vv` for `w`, and separators vanish.
    package var skeleton: String {
        var folded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
            case UInt8(ascii: "0"): folded.append(UInt8(ascii: "o"))
            case UInt8(ascii: "1"), UInt8(ascii: "i"): folded.append(UInt8(ascii: "l"))
            case UInt8(ascii: "5"): folded.append(UInt8(ascii: "s"))
            case UInt8(ascii: "n") where folded.last == UInt8(ascii: "r"): folded[folded.count - 1] = UInt8(ascii: "m")
            case UInt8(ascii: "v") where folded.last == UInt8(ascii: "v"): folded[folded.count - 1] = UInt8(ascii: "w")
            default: folded.append(byte)
            }
        }
        // A name of separators alone has itself as its skeleton.
        return folded.isEmpty ? text : String(decoding: folded, as: UTF8.self)
    }

    /// Alphabetical order.
    public static func < (left: Username, right: Username) -> Bool { left.text < right.text }
}

extension Username: CustomStringConvertible {
    /// The name.
    public var description: String { text }
}
