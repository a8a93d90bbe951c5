/// The two alphabets of base64, which differ in their last two characters.
///
/// A character is worked out by arithmetic, in the same time for all, so that secrets can pass: no value is an index or decides a branch.
/// **Source** RFC 4648 §4 (standard) and §5 (URL-safe).
public enum Base64Alphabet: Sendable {
    /// With `+` and `/`: what tor's control port takes.
    case standard
    /// With `-` and `_`: for URLs, cookies and Fernet.
    case url

    /// The characters of 62 and 63.
    private var last: (Int32, Int32) {
        switch self {
        case .standard: (43, 47)
        case .url: (45, 95)
        }
    }

    /// The character of a value from 0 to 63.
    public func character(of value: Int32) -> UInt8 {
        // A difference below zero, shifted right, is all ones: each mask holds for the values above its bound. Each correction goes on from the
        // one before: 52 becomes `0`, 62 would become `:`, and 63 what follows the character of 62.
        let lower = (25 - value) >> 8 & 6
        let digit = (51 - value) >> 8 & 75
        let next = (61 - value) >> 8 & (58 - last.0)
        let final = (62 - value) >> 8 & (last.1 - last.0 - 1)
        return UInt8(truncatingIfNeeded: value + 65 + lower - digit - next + final)
    }

    /// The value of a character, from 0 to 63; -1 when it is none of the alphabet.
    public func value(of character: UInt8) -> Int32 {
        let code = Int32(character)
        func isWithin(_ first: Int32, _ last: Int32) -> Int32 { ((first - 1 - code) & (code - last - 1)) >> 8 }
        let letter = isWithin(65, 90) & (code - 64) | isWithin(97, 122) & (code - 70)
        let other = isWithin(48, 57) & (code + 5) | isWithin(last.0, last.0) & 63 | isWithin(last.1, last.1) & 64
        return (letter | other) - 1
    }
}
