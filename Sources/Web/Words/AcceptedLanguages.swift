/// What a browser's `Accept-Language` asks for, as far as there is such a language here.
///
/// Read strictly: `de-AT, de;q=0.9, en;q=0.5`. One spelling error and it counts as not sent, since what comes from a header decides nothing by guess.
/// Only the first part of a tag counts (`de-AT` is German); `*` asks for what is spoken by default. Tor Browser sends `en-US` to everybody unless
/// told otherwise, so this is a beginning and no more. **Source** RFC 9110 §12.5.4, RFC 4647 §3.4.
enum AcceptedLanguages {
    /// No browser sends more; a longer header counts as not sent.
    static let byteLimit = 256
    /// Nobody reads more languages; a longer list counts as not sent.
    static let countLimit = 16

    /// The language that is liked most, the earlier one of two alike; nil when none of ours is asked for.
    static func preferred(in header: String?) -> Language? {
        guard let header, header.utf8.count <= byteLimit else { return nil }
        let entries = header.split(separator: ",", omittingEmptySubsequences: false)
        guard entries.count <= countLimit else { return nil }
        var best: (language: Language, quality: Int)?
        for entry in entries {
            guard let (tag, quality) = read(entry) else { return nil }
            let language = tag == "*" ? Language.fallback : Language(rawValue: String(tag.prefix { $0 != "-" }))
            guard let language, quality > best?.quality ?? 0 else { continue }
            best = (language, quality)
        }
        return best?.language
    }

    /// A tag in small letters, and how much it is liked in thousandths; nil when it is misspelled.
    private static func read(_ entry: Substring) -> (tag: String, quality: Int)? {
        let parts = entry.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard let tag = parts.first.flatMap(tag(in:)) else { return nil }
        switch parts.count {
        case 1: return (tag, 1000)
        case 2: return quality(in: parts[1]).map { (tag, $0) }
        default: return nil
        }
    }

    /// `*`, or letters and digits in groups of at most eight, the first of letters alone.
    private static func tag(in text: Substring) -> String? {
        if text == "*" { return "*" }
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        for (place, group) in groups.enumerated() {
            guard (1...8).contains(group.count), group.allSatisfy({ isLetter($0) || place > 0 && isDigit($0) }) else { return nil }
        }
        return text.lowercased()
    }

    /// `q=` and 0, 1 or at most three decimals.
    private static func quality(in text: Substring) -> Int? {
        guard text.hasPrefix("q=") || text.hasPrefix("Q=") else { return nil }
        let bytes = Array(text.utf8.dropFirst(2))
        guard let whole = bytes.first, whole == UInt8(ascii: "0") || whole == UInt8(ascii: "1") else { return nil }
        var thousandths = whole == UInt8(ascii: "1") ? 1000 : 0
        guard bytes.count > 1 else { return thousandths }
        let decimals = bytes.dropFirst(2)
        guard bytes[1] == UInt8(ascii: "."), decimals.count <= 3, decimals.allSatisfy(isDigit) else { return nil }
        for (digit, weight) in zip(decimals, [100, 10, 1]) { thousandths += Int(digit - UInt8(ascii: "0")) * weight }
        return thousandths <= 1000 ? thousandths : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let front = text.drop { $0 == " " || $0 == "\t" }
        return front.lastIndex { $0 != " " && $0 != "\t" }.map { front[...$0] } ?? ""
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
}
