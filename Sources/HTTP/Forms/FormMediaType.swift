/// The two ways in which a browser sends a form, read from `Content-Type`.
enum FormMediaType: Sendable, Equatable {
    case urlEncoded
    case multipart(boundary: [UInt8])

    /// RFC 2046 §5.1.1's limit.
    private static let boundaryLimit = 70

    /// Nil for any other type, a missing or odd boundary, or a charset that is not UTF-8.
    init?(_ text: String?) {
        guard let text else { return nil }
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        let parameter = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
        switch parts[0].lowercased() {
        case "application/x-www-form-urlencoded":
            guard parts.count == 1 || parameter.lowercased() == "charset=utf-8" else { return nil }
            self = .urlEncoded
        case "multipart/form-data":
            guard parameter.lowercased().hasPrefix("boundary=") else { return nil }
            var boundary = Array(parameter.utf8.dropFirst("boundary=".count))
            if boundary.count > 2, boundary.first == UInt8(ascii: "\""), boundary.last == UInt8(ascii: "\"") {
                boundary = Array(boundary.dropFirst().dropLast())
            }
            guard (1...Self.boundaryLimit).contains(boundary.count), boundary.allSatisfy(Self.isBoundaryByte) else { return nil }
            self = .multipart(boundary: boundary)
        default: return nil
        }
    }

    /// `bcharsnospace` of RFC 2046 §5.1.1.
    private static func isBoundaryByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: ","),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "?"):
            true
        default: false
        }
    }
}
