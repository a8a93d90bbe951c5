/// Which part of a content a request asks for, by `Range` and `If-Range`.
///
/// One range of bytes; several at once, other units and odd spellings count as not sent, which RFC 9110 §14.2 allows: whoever sent them gets all.
/// **Source** RFC 9110 §13.1.5, §14; decision 29.
package struct RangeRequest: Sendable, Equatable {
    /// What it comes to for one content.
    package enum Part: Sendable, Equatable {
        /// All of it.
        case whole
        /// These bytes, at least one.
        case part(Range<Int>)
        /// Bytes that are not there.
        case unsatisfiable
    }

    private enum Spelling: Sendable, Equatable {
        case from(Int, through: Int?)
        case last(Int)
    }

    /// Numbers of so many digits always fit, as those of `Content-Length`.
    private static let digitLimit = 15

    private let spelling: Spelling?
    private let condition: String?

    /// Asks for all.
    package static let whole = RangeRequest(nil, condition: nil)

    /// What `head` asks for. A range means something with GET alone.
    package init(_ head: RequestHead) {
        self.init(head.method == .get ? head.text(.range) : nil, condition: head.text(.ifRange))
    }

    init(_ range: String?, condition: String?) {
        spelling = range.flatMap { Self.spelling($0) }
        self.condition = condition
    }

    /// The part of a content of `byteCount` bytes; without a `tag` nothing can be asked for in parts.
    package func part(of byteCount: Int, tag: EntityTag?) -> Part {
        guard let spelling, let tag, condition == nil || condition == tag.text else { return .whole }
        switch spelling {
        case .from(let first, let last):
            guard first < byteCount else { return .unsatisfiable }
            return .part(first..<min(byteCount, (last ?? byteCount) + 1))
        case .last(let count):
            guard count > 0, byteCount > 0 else { return .unsatisfiable }
            return .part(max(0, byteCount - count)..<byteCount)
        }
    }

    private static func spelling(_ text: String) -> Spelling? {
        guard text.hasPrefix("bytes=") else { return nil }
        let ends = text.dropFirst("bytes=".count).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (number(ends[0]), number(ends[1])) {
        case (let first?, let last?): return first <= last ? .from(first, through: last) : nil
        case (let first?, nil): return ends[1].isEmpty ? .from(first, through: nil) : nil
        case (nil, let last?): return ends[0].isEmpty ? .last(last) : nil
        case (nil, nil): return nil
        }
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...digitLimit).contains(text.utf8.count), text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            return nil
        }
        return Int(text)
    }
}
