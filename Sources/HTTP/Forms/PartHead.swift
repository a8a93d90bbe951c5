/// The head of one part of a multipart form: its field's name and, for a file, the file's name.
///
/// **Source** RFC 7578 §4.2, in the one spelling that browsers use (WHATWG HTML §4.10.21.8).
struct PartHead: Sendable, Equatable {
    /// The field's name, decoded.
    let name: [UInt8]
    /// The file's name, decoded; nil for a field of text. Empty when no file was chosen.
    let fileName: [UInt8]?

    /// Reads header lines, without their line ends.
    init(lines: [[UInt8]]) throws(FormError) {
        var disposition: [UInt8]?
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .badMultipart }
            let value = Array(line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") })
            switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
            case "content-disposition":
                guard disposition == nil else { throw .badMultipart }
                disposition = value
            case "content-type": break  // A guess of the browser's; nothing is decided by it.
            default: throw .badMultipart
            }
        }
        guard let disposition, disposition.starts(with: "form-data".utf8) else { throw .badMultipart }
        var rest = disposition.dropFirst("form-data".utf8.count)
        guard let name = try Self.parameter("; name=\"", &rest) else { throw .badMultipart }
        self.name = name
        fileName = try Self.parameter("; filename=\"", &rest)
        guard rest.isEmpty else { throw .badMultipart }
    }

    /// Takes a quoted parameter off the front; nil when it is not there. Browsers write a quote as `%22`, CR and LF as `%0D` and `%0A`.
    private static func parameter(_ prefix: String, _ rest: inout ArraySlice<UInt8>) throws(FormError) -> [UInt8]? {
        guard rest.starts(with: prefix.utf8) else { return nil }
        let quoted = rest.dropFirst(prefix.utf8.count)
        guard let end = quoted.firstIndex(of: UInt8(ascii: "\"")) else { throw .badMultipart }
        rest = quoted[(end + 1)...]
        return unescaped(quoted[..<end])
    }

    /// Byte by byte: as text, ill-formed UTF-8 would be mended here and never be refused.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let escape = escapes.first(where: { rest.starts(with: $0.digits.utf8) }) {
                out.append(escape.byte)
                rest = rest.dropFirst(escape.digits.utf8.count)
            } else {
                out.append(byte)
            }
        }
        return out
    }

    private static let escapes: [(digits: String, byte: UInt8)] = [("22", UInt8(ascii: "\"")), ("0D", 0x0d), ("0A", 0x0a)]
}
