/// Fills each piece of a live page up to a whole number of blocks, so that its size tells little and browsers render it at once.
///
/// **Source** protocol §12.7.
enum LiveFilling {
    /// A chunk's content is a multiple of this.
    static let blockByteCount = 512
    private static let start = Array("<!--".utf8)
    private static let end = Array("-->".utf8)

    /// `bytes` and a comment of dots, a multiple of ``blockByteCount`` in all.
    static func fill(_ bytes: [UInt8]) -> [UInt8] {
        let frame = start.count + end.count
        let over = (bytes.count + frame) % blockByteCount
        let dots = over == 0 ? 0 : blockByteCount - over
        return bytes + start + [UInt8](repeating: UInt8(ascii: "."), count: dots) + end
    }
}
