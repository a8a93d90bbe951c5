package import Bytes
internal import EventLoop

/// Something of known length that is pulled while it is sent, whole or in part: it is never in memory as a whole.
package struct Content: Sendable {
    /// Gives the bytes of a part of it.
    package typealias Opener = @Loop @Sendable (Range<Int>) async throws -> any ByteSource
    /// Returns when nobody may have it any more.
    package typealias Ending = @Loop @Sendable () async -> Void

    /// How many bytes it has.
    package let byteCount: Int
    /// Its name, with which a browser asks for what is left; nil when it is given as a whole only.
    package let tag: EntityTag?
    /// Gives the bytes of a part, exactly as many.
    let open: Opener
    /// When it returns before the end, the connection is cut: also while the browser takes nothing.
    let ending: Ending?

    /// A content that `open` reads.
    package init(byteCount: Int, tag: EntityTag?, until ending: Ending? = nil, open: @escaping Opener) {
        self.byteCount = byteCount
        self.tag = tag
        self.ending = ending
        self.open = open
    }
}

extension Response {
    /// `content`, or the part of it that was asked for: 200, 206, or 416 for bytes that are not there.
    package static func content(_ content: Content, to asked: RangeRequest, fields: [ResponseField] = []) -> Response {
        let ranges: [ResponseField] = content.tag.map { [.acceptsRanges, .entityTag($0)] } ?? []
        switch asked.part(of: content.byteCount, tag: content.tag) {
        case .whole:
            return Response(.ok, fields: fields + ranges, body: .content(content, 0..<content.byteCount))
        case .part(let part):
            let place = ResponseField.contentRange(part, of: content.byteCount)
            return Response(.partialContent, fields: fields + ranges + [place], body: .content(content, part))
        case .unsatisfiable:
            return Response(.rangeNotSatisfiable, fields: ranges + [.contentRange(nil, of: content.byteCount)])
        }
    }
}
