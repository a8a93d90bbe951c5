/// Makes text safe inside an element or a quoted attribute, byte by byte (appending scalars to a `String` is five times slower).
///
/// Besides the five characters of markup, what could deceive the eye becomes visible: control characters (C0 except tab and line
/// feed, DEL, C1) and the embeddings, overrides and isolates of the bidirectional algorithm (U+202A–202E, U+2066–2069) become U+FFFD.
enum Escape {
    private static let replacement: StaticString = "\u{fffd}"

    /// Appends `text`, escaped. Runs that need nothing are copied whole, out of the string's own bytes.
    static func text(_ text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { source in
            var clean = 0  // where the run of bytes that need nothing began
            var index = 0
            while index < source.count {
                guard unsafe mayNeedMore(source[index]) else {
                    index += 1
                    continue
                }
                let (length, substitute) = unsafe meaning(of: source, at: index)
                if let substitute {
                    unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: source[clean..<index]))
                    literal(substitute, to: &out)
                    clean = index + length
                }
                index += length
            }
            unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: source[clean...]))
        }
    }

    /// Appends a literal of ours as it is.
    static func literal(_ text: StaticString, to out: inout [UInt8]) {
        text.withUTF8Buffer { unsafe out.append(contentsOf: $0) }
    }

    /// Whether a byte can be the first of something that does not stand for itself; most are not.
    private static func mayNeedMore(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x1f, UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x7f, 0xc2, 0xe2:
            true
        default: false
        }
    }

    /// How many bytes to take, and what stands for them; nil when they stand for themselves.
    private static func meaning(of source: UnsafeBufferPointer<UInt8>, at index: Int) -> (length: Int, substitute: StaticString?) {
        switch unsafe source[index] {
        case UInt8(ascii: "&"): return (1, "&amp;")
        case UInt8(ascii: "<"): return (1, "&lt;")
        case UInt8(ascii: ">"): return (1, "&gt;")
        case UInt8(ascii: "\""): return (1, "&#34;")
        case UInt8(ascii: "'"): return (1, "&#39;")
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"): return (1, nil)
        case 0...0x1f, 0x7f: return (1, replacement)
        case 0xc2:
            guard unsafe index + 1 < source.count && source[index + 1] < 0xa0 else { return (1, nil) }
            return (2, replacement)
        case 0xe2:
            guard unsafe index + 2 < source.count && isBidirectionalControl(source[index + 1], source[index + 2]) else { return (1, nil) }
            return (3, replacement)
        default: return (1, nil)
        }
    }

    private static func isBidirectionalControl(_ second: UInt8, _ third: UInt8) -> Bool {
        second == 0x80 ? (0xaa...0xae).contains(third) : second == 0x81 && (0xa6...0xa9).contains(third)
    }
}
