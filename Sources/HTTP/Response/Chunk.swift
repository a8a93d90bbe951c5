/// The framing of a body whose end is not known when it begins.
///
/// **Source** RFC 9112 §7.1.
package enum Chunk {
    /// Ends the body.
    static let last = Array("0\r\n\r\n".utf8)

    /// How many bytes the framing adds to a chunk of `count` bytes: its length in hexadecimal digits and two line ends.
    package static func framingByteCount(_ count: Int) -> Int { String(count, radix: 16).utf8.count + 4 }

    /// `bytes` as one chunk; nothing for no bytes, because an empty chunk would end the body.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        return Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + Array("\r\n".utf8)
    }
}
