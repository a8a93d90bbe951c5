internal import HTTP

/// Fills each piece of a live page so that its chunk, with the framing, takes whole relay cells of Tor: its size tells little, browsers render it at
/// once, and no last piece waits for the cell before it to be acknowledged.
///
/// **Source** protocol §12.7, decision 38.
enum LiveFilling {
    /// What one relay cell carries of a stream. **Source** tor-spec, relay cells: 509 bytes less a header of 11.
    static let relayCellByteCount = 498
    private static let start = Array("<!--".utf8)
    private static let end = Array("-->".utf8)

    /// `bytes` and a comment of dots: as one chunk, a multiple of ``relayCellByteCount``.
    static func fill(_ bytes: [UInt8]) -> [UInt8] {
        let least = bytes.count + start.count + end.count
        let dots = contentByteCount(atLeast: least) - least
        return bytes + start + [UInt8](repeating: UInt8(ascii: "."), count: dots) + end
    }

    /// The least content from `count` bytes on whose chunk fills whole relay cells.
    static func contentByteCount(atLeast count: Int) -> Int {
        var chunk = count / relayCellByteCount * relayCellByteCount
        while true {
            chunk += relayCellByteCount
            // The longer the content, the more digits its length has: at most two lengths of framing fit near one size.
            let content = chunk - Chunk.framingByteCount(chunk)
            for each in [content, content + 1] where each >= count && each + Chunk.framingByteCount(each) == chunk { return each }
        }
    }
}
