/// `GET /people?q=ada HTTP/1.1`: method, origin-form target and version, one space between each.
///
/// **Source** RFC 9112 §3.
struct RequestLine: Sendable, Equatable {
    let method: Method
    let target: RequestTarget

    /// Reads a request line whose bytes are already known to be printable ASCII.
    init(_ line: [UInt8], limits: HTTPLimits) throws(HTTPError) {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            // `GET /` is all of HTTP/0.9; it gets the answer that names the version.
            throw parts.count == 2 && !parts[1].isEmpty ? .versionNotSupported : .malformed(.requestLine)
        }
        guard !parts[0].isEmpty, parts[0].allSatisfy(RequestHeadParser.isTokenByte) else { throw .malformed(.requestLine) }
        try Self.checkVersion(parts[2])
        guard let method = Method(rawValue: String(decoding: parts[0], as: UTF8.self)) else { throw .methodNotSupported }
        self.method = method
        target = try Self.target(parts[1], limit: limits.targetByteCount)
    }

    private static func checkVersion(_ bytes: ArraySlice<UInt8>) throws(HTTPError) {
        if bytes.elementsEqual("HTTP/1.1".utf8) { return }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let version = Array(bytes)
        guard version.count == 8, version.starts(with: "HTTP/".utf8), digits.contains(version[5]), version[6] == UInt8(ascii: "."),
            digits.contains(version[7])
        else { throw .malformed(.version) }
        throw .versionNotSupported
    }

    private static func target(_ bytes: ArraySlice<UInt8>, limit: Int) throws(HTTPError) -> RequestTarget {
        guard bytes.count <= limit else { throw .targetTooLong(limit: limit) }
        guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy(isTargetByte) else { throw .malformed(.target) }
        let parts = bytes.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        return RequestTarget(
            path: String(decoding: parts[0], as: UTF8.self),
            query: parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : nil)
    }

    /// `pchar`, `/` and `?` of RFC 3986 §3.3.
    static func isTargetByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "@")...UInt8(ascii: "Z"), UInt8(ascii: "&")...UInt8(ascii: ";"): true
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
