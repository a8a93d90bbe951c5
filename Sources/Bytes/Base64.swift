/// Base64 in its two alphabets, strict: one spelling for each run of bytes.
///
/// **Source** RFC 4648 §4 (standard, padded) and §5 (URL-safe).
public enum Base64 {
    private static let common = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// The standard alphabet with padding: what tor's control port takes.
    public static func encode(_ bytes: [UInt8]) -> String { encode(bytes, tail: Array("+/".utf8), isPadded: true) }

    /// The same as ASCII bytes, for callers who build byte runs (a secret must not become a `String`).
    public static func encodeBytes(_ bytes: [UInt8]) -> [UInt8] { encodeBytes(bytes, tail: Array("+/".utf8), isPadded: true) }

    /// The URL-safe alphabet, without padding unless asked for.
    public static func encodeURL(_ bytes: [UInt8], isPadded: Bool = false) -> String {
        encode(bytes, tail: Array("-_".utf8), isPadded: isPadded)
    }

    /// Decodes the standard alphabet, padding required; nil when anything is off.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? { decode(text, tail: Array("+/".utf8), isPadded: true) }

    /// Decodes the URL-safe alphabet; nil on another character, wrong padding, or non-zero spare bits.
    public static func decodeURL(_ text: some StringProtocol, isPadded: Bool = false) -> [UInt8]? {
        decode(text, tail: Array("-_".utf8), isPadded: isPadded)
    }

    private static func encode(_ bytes: [UInt8], tail: [UInt8], isPadded: Bool) -> String {
        String(decoding: encodeBytes(bytes, tail: tail, isPadded: isPadded), as: UTF8.self)
    }

    private static func encodeBytes(_ bytes: [UInt8], tail: [UInt8], isPadded: Bool) -> [UInt8] {
        let alphabet = common + tail
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 { group = group << 8 | (offset < left ? UInt32(bytes[index + offset]) : 0) }
            for position in 0...left { out.append(alphabet[Int(group >> UInt32(18 - 6 * position) & 63)]) }
            if isPadded { out.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - left)) }
            index += 3
        }
        return out
    }

    private static func decode(_ text: some StringProtocol, tail: [UInt8], isPadded: Bool) -> [UInt8]? {
        var characters = Array(text.utf8)
        if isPadded {
            guard characters.count.isMultiple(of: 4) else { return nil }
            let padding = characters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
            guard padding <= 2 else { return nil }
            characters.removeLast(padding)
        }
        guard characters.count % 4 != 1 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(characters.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in characters {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case tail[0]: value = 62
            case tail[1]: value = 63
            default: return nil
            }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(buffer >> bits & 0xff))
            }
            buffer &= (1 << bits) - 1
        }
        guard buffer == 0 else { return nil }
        return out
    }
}
