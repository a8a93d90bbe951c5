/// Base64 in its two alphabets, strict: one spelling for each run of bytes. For what is short, and may be secret: no byte is an index or decides a
/// branch. What is long and no secret goes by ``Base64Groups``.
///
/// **Source** RFC 4648 §4 (standard, padded) and §5 (URL-safe).
public enum Base64 {
    /// The standard alphabet with padding: what tor's control port takes.
    public static func encode(_ bytes: [UInt8]) -> String { String(decoding: encodeBytes(bytes), as: UTF8.self) }

    /// The same as ASCII bytes, for callers who build byte runs (a secret must not become a `String`).
    public static func encodeBytes(_ bytes: [UInt8]) -> [UInt8] { encode(bytes, .standard, isPadded: true) }

    /// The URL-safe alphabet, without padding unless asked for.
    public static func encodeURL(_ bytes: [UInt8], isPadded: Bool = false) -> String {
        String(decoding: encode(bytes, .url, isPadded: isPadded), as: UTF8.self)
    }

    /// Decodes the standard alphabet, padding required; nil when anything is off.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? { decode(Array(text.utf8), .standard, isPadded: true) }

    /// Decodes the URL-safe alphabet; nil on another character, wrong padding, or non-zero spare bits.
    public static func decodeURL(_ text: some StringProtocol, isPadded: Bool = false) -> [UInt8]? {
        decode(Array(text.utf8), .url, isPadded: isPadded)
    }

    /// The characters of `bytes`.
    public static func encode(_ bytes: [UInt8], _ alphabet: Base64Alphabet, isPadded: Bool) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = min(3, bytes.count - index)
            var group: Int32 = 0
            for offset in 0..<3 { group = group << 8 | (offset < left ? Int32(bytes[index + offset]) : 0) }
            for position in 0...left { text.append(alphabet.character(of: group >> Int32(18 - 6 * position) & 63)) }
            index += 3
        }
        if isPadded { text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: (3 - bytes.count % 3) % 3)) }
        return text
    }

    /// The bytes that `text` spells; nil when it is not their one spelling.
    public static func decode(_ text: [UInt8], _ alphabet: Base64Alphabet, isPadded: Bool) -> [UInt8]? {
        var text = text[...]
        if isPadded {
            guard text.count.isMultiple(of: 4) else { return nil }
            let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
            guard padding <= 2 else { return nil }
            text.removeLast(padding)
        }
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var faults: Int32 = 0
        var bits: Int32 = 0
        for (position, character) in text.enumerated() {
            let value = alphabet.value(of: character)
            faults |= value >> 8
            bits = (bits << 6 | value & 63) & 0xfff
            // Of each group of four, the second to fourth character complete a byte.
            let phase = position % 4
            if phase > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> Int32(6 - 2 * phase))) }
        }
        // What the last character has beyond the last byte.
        let spareBits: Int32 = [0, 0, 0b1111, 0b11][text.count % 4]
        return faults | bits & spareBits == 0 ? bytes : nil
    }
}
