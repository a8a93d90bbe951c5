/// Makes text safe inside an element or a quoted attribute, byte by byte (appending scalars to a `String` is five times slower).
///
/// Besides the five characters of markup, what could deceive the eye becomes visible: control characters (C0 except tab and line
/// feed, DEL, C1) and the embeddings, overrides and isolates of the bidirectional algorithm (U+202A–202E, U+2066–2069) become U+FFFD.
enum Escape {
    private static let replacement = Array("\u{fffd}".utf8)

    /// Appends `text`, escaped.
    static func text(_ text: String, to out: inout [UInt8]) {
        let source = Array(text.utf8)
        var clean = 0  // where the run of bytes that need nothing began
        var index = 0
        while index < source.count {
            let (length, substitute) = meaning(of: source, at: index)
            if let substitute {
                out.append(contentsOf: source[clean..<index])
                out.append(contentsOf: substitute)
                clean = index + length
            }
            index += length
        }
        out.append(contentsOf: source[clean...])
    }

    /// How many bytes to take, and what stands for them; nil when they stand for themselves.
    private static func meaning(of source: [UInt8], at index: Int) -> (length: Int, substitute: [UInt8]?) {
        switch source[index] {
        case UInt8(ascii: "&"): (1, Array("&amp;".utf8))
        case UInt8(ascii: "<"): (1, Array("&lt;".utf8))
        case UInt8(ascii: ">"): (1, Array("&gt;".utf8))
        case UInt8(ascii: "\""): (1, Array("&#34;".utf8))
        case UInt8(ascii: "'"): (1, Array("&#39;".utf8))
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"): (1, nil)
        case 0...0x1f, 0x7f: (1, replacement)
        case 0xc2 where index + 1 < source.count && source[index + 1] < 0xa0: (2, replacement)
        case 0xe2 where index + 2 < source.count && isBidirectionalControl(source[index + 1], source[index + 2]): (3, replacement)
        default: (1, nil)
        }
    }

    private static func isBidirectionalControl(_ second: UInt8, _ third: UInt8) -> Bool {
        second == 0x80 ? (0xaa...0xae).contains(third) : second == 0x81 && (0xa6...0xa9).contains(third)
    }
}
