/// How much body follows a head, decided from the head alone.
///
/// **Source** RFC 9112 §6, with everything that has two readings refused.
struct BodyFraming: Sendable, Equatable {
    /// The length in bytes; 0 for GET and HEAD.
    let byteCount: Int
    /// Whether the browser waits for `100 Continue`.
    let expectsContinue: Bool

    init(method: Method, fields: [HeaderName: [UInt8]]) throws(HTTPError) {
        if let coding = fields[.transferEncoding] {
            guard fields[.contentLength] == nil else { throw .malformed(.lengthAndCoding) }
            throw Self.isWord("chunked", coding) ? .lengthRequired : .codingNotSupported
        }
        let length = try fields[.contentLength].map(Self.length)
        switch method {
        case .get, .head:
            guard length ?? 0 == 0 else { throw .malformed(.bodyNotAllowed) }
            byteCount = 0
        case .post:
            guard let length else { throw .lengthRequired }
            byteCount = length
        }
        if let coding = fields[.contentEncoding], !Self.isWord("identity", coding) { throw .mediaTypeNotSupported }
        if let expectation = fields[.expect] {
            guard Self.isWord("100-continue", expectation) else { throw .expectationNotSupported }
            expectsContinue = byteCount > 0
        } else {
            expectsContinue = false
        }
    }

    /// Digits only, no leading zero; at most 15 of them, so that it always fits.
    private static func length(_ bytes: [UInt8]) throws(HTTPError) -> Int {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (1...15).contains(bytes.count), bytes.allSatisfy(digits.contains), bytes.count == 1 || bytes[0] != digits.lowerBound else {
            throw .malformed(.contentLength)
        }
        return bytes.reduce(0) { $0 * 10 + Int($1 - digits.lowerBound) }
    }

    private static func isWord(_ word: String, _ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).lowercased() == word
    }
}
