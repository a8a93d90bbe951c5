internal import Bytes

/// `multipart/form-data` as it streams in: a value, bytes in, events out. It holds a delimiter's length of bytes at most, besides one
/// part head.
///
/// **Limits** 16 parts, 2 KiB of head a part. No preamble, no nested multipart, no transfer encodings: browsers send none.
/// **Source** RFC 7578, RFC 2046 §5.1.
struct MultipartParser: Sendable {
    /// What the bytes came to.
    enum Event: Sendable, Equatable {
        case partBegan(PartHead)
        case content([UInt8])
        case partEnded
        case finished
    }

    /// A browser sends one part a field.
    static let partLimit = 16
    /// A file name is at most 255 characters of 4 bytes, percent-encoded quotes on top.
    static let headLimit = 2048

    private enum State: Sendable { case start, afterDelimiter, head, content, finished }

    private let delimiter: [UInt8]  // CRLF "--" boundary
    private var state: State = .start
    private var buffer: [UInt8] = []
    private var lines: [[UInt8]] = []
    private var headByteCount = 0
    private var partCount = 0

    init(boundary: [UInt8]) {
        delimiter = Array("\r\n--".utf8) + boundary
        // The first delimiter has no line end before it; with one put in front, all are alike.
        buffer = Array("\r\n".utf8)
    }

    /// Takes the next bytes of the body.
    mutating func received(_ bytes: some Sequence<UInt8>) throws(FormError) -> [Event] {
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// Call at the end of the body: it must have ended with the closing delimiter.
    func finish() throws(FormError) {
        guard state == .finished else { throw .badMultipart }
    }

    /// Does what the buffered bytes allow; false when more are needed.
    private mutating func step(_ events: inout [Event]) throws(FormError) -> Bool {
        switch state {
        case .start:
            guard buffer.count >= delimiter.count else { return false }
            guard buffer.starts(with: delimiter) else { throw .badMultipart }
            buffer.removeFirst(delimiter.count)
            state = .afterDelimiter
        case .afterDelimiter: return try endDelimiter(&events)
        case .head: return try readHeadLine(&events)
        case .content: return readContent(&events)
        case .finished:
            // The line end behind the closing delimiter, and nothing else.
            guard Array("\r\n".utf8).starts(with: buffer) else { throw .badMultipart }
            return false
        }
        return true
    }

    private mutating func endDelimiter(_ events: inout [Event]) throws(FormError) -> Bool {
        guard buffer.count >= 2 else { return false }
        if buffer.starts(with: "\r\n".utf8) {
            partCount += 1
            guard partCount <= Self.partLimit else { throw .tooManyFields(limit: Self.partLimit) }
            state = .head
        } else if buffer.starts(with: "--".utf8) {
            state = .finished
            events.append(.finished)
        } else {
            throw .badMultipart
        }
        buffer.removeFirst(2)
        return true
    }

    private mutating func readHeadLine(_ events: inout [Event]) throws(FormError) -> Bool {
        guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")) else {
            guard headByteCount + buffer.count <= Self.headLimit else { throw .fieldTooLong(limit: Self.headLimit) }
            return false
        }
        headByteCount += end + 1
        guard headByteCount <= Self.headLimit else { throw .fieldTooLong(limit: Self.headLimit) }
        guard end > 0, buffer[end - 1] == UInt8(ascii: "\r") else { throw .badMultipart }
        let line = Array(buffer[..<(end - 1)])
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .badMultipart }
        if line.isEmpty {
            events.append(.partBegan(try PartHead(lines: lines)))
            lines = []
            headByteCount = 0
            state = .content
        } else {
            lines.append(line)
        }
        buffer.removeFirst(end + 1)
        return true
    }

    private mutating func readContent(_ events: inout [Event]) -> Bool {
        if let start = firstDelimiter() {
            if start > 0 { events.append(.content(Array(buffer[..<start]))) }
            buffer.removeFirst(start + delimiter.count)
            events.append(.partEnded)
            state = .afterDelimiter
            return true
        }
        let safe = buffer.count - (delimiter.count - 1)
        if safe > 0 {
            events.append(.content(Array(buffer[..<safe])))
            buffer.removeFirst(safe)
        }
        return false
    }

    private func firstDelimiter() -> Int? {
        var from = 0
        while let start = ByteSearch.firstIndex(of: UInt8(ascii: "\r"), in: buffer, from: from), start + delimiter.count <= buffer.count {
            var matched = 1
            while matched < delimiter.count, buffer[start + matched] == delimiter[matched] { matched += 1 }
            if matched == delimiter.count { return start }
            from = start + 1
        }
        return nil
    }
}
