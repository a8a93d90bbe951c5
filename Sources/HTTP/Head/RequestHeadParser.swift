/// Reads the head of one request, byte by byte: a value, bytes in, a head or an error out, no socket.
///
/// Stricter than RFC 9112 asks: whatever has two readings is refused, because a second program in front of us (a proxy, a
/// tester, an attacker's tool) might pick the other one. Refused are bare LF, bare CR, control bytes, folded lines, space before a
/// colon, absolute-form targets, every version but 1.1, a repeated header that matters, a length with sign, list or leading zero,
/// and a length beside a transfer coding.
///
/// **Source** RFC 9112 §2–§6.
struct RequestHeadParser: Sendable {
    /// What a call came to.
    enum Progress: Sendable, Equatable {
        /// The head goes on.
        case needsMoreBytes
        /// The head is whole; it took the first `consumed` of the bytes given, the rest belong to the body or the next request.
        case finished(RequestHead, consumed: Int)
    }

    private enum State: Sendable { case requestLine, fields }

    private let limits: HTTPLimits
    private var state: State = .requestLine
    private var line: [UInt8] = []
    private var hasReturn = false
    private var byteCount = 0
    private var headerCount = 0
    private var requestLine: RequestLine?
    private var fields: [HeaderName: [UInt8]] = [:]

    /// Whether a byte has been read: the wait for a request has become a request.
    var hasBegun: Bool { byteCount > 0 }

    init(limits: HTTPLimits = HTTPLimits()) { self.limits = limits }

    /// Takes the next bytes. After an error or a finished head the parser is done with.
    mutating func received(_ bytes: ArraySlice<UInt8>) throws(HTTPError) -> Progress {
        for (offset, byte) in bytes.enumerated() {
            byteCount += 1
            guard byteCount <= limits.headByteCount else { throw overflow }
            if hasReturn {
                guard byte == UInt8(ascii: "\n") else { throw .malformed(.bareCarriageReturn) }
                hasReturn = false
                if let head = try endLine() { return .finished(head, consumed: offset + 1) }
                continue
            }
            switch byte {
            case UInt8(ascii: "\r"): hasReturn = true
            case UInt8(ascii: "\n"): throw .malformed(.bareLineFeed)
            case 0x20...0x7e: line.append(byte)
            case UInt8(ascii: "\t") where state == .fields: line.append(byte)
            default: throw .malformed(.controlByte)
            }
            // The longest method, two spaces and the version add 14 bytes to the target.
            if state == .requestLine, line.count > limits.targetByteCount + 14 { throw overflow }
        }
        return .needsMoreBytes
    }

    private var overflow: HTTPError {
        state == .requestLine ? .targetTooLong(limit: limits.targetByteCount) : .headTooLarge
    }

    private mutating func endLine() throws(HTTPError) -> RequestHead? {
        defer { line.removeAll(keepingCapacity: true) }
        switch state {
        case .requestLine:
            requestLine = try RequestLine(line, limits: limits)
            state = .fields
        case .fields:
            guard !line.isEmpty else { return try finish() }
            headerCount += 1
            guard headerCount <= limits.headerCount else { throw .headTooLarge }
            try addField()
        }
        return nil
    }

    private mutating func addField() throws(HTTPError) {
        guard !Self.isSpace(line[0]) else { throw .malformed(.folding) }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, line[..<colon].allSatisfy(Self.isTokenByte) else {
            throw .malformed(.headerName)
        }
        let spelled = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        guard let name = HeaderName(rawValue: spelled) else { return }
        var value = line[(colon + 1)...].drop(while: Self.isSpace)
        while let last = value.last, Self.isSpace(last) { value.removeLast() }
        guard fields.updateValue(Array(value), forKey: name) == nil else { throw .malformed(.duplicate) }
    }

    private func finish() throws(HTTPError) -> RequestHead {
        guard let requestLine else { throw .malformed(.requestLine) }
        guard let host = fields[.host] else { throw .foreignHost }
        let framing = try BodyFraming(method: requestLine.method, fields: fields)
        let options = (fields[.connection] ?? []).split(separator: UInt8(ascii: ","))
            .map { String(decoding: $0, as: UTF8.self).lowercased().filter { $0 != " " && $0 != "\t" } }
        return RequestHead(
            method: requestLine.method, target: requestLine.target, host: String(decoding: host, as: UTF8.self),
            bodyByteCount: framing.byteCount, keepsAlive: !options.contains("close"),
            expectsContinue: framing.expectsContinue, fields: fields)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// `tchar` of RFC 9110 §5.6.2.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
