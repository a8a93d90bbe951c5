/// A JSON value to print. Keys keep their order.
///
/// **Source** RFC 8259.
package indirect enum JSON: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case null
    case array([JSON])
    case members([Member])

    package struct Member: Sendable, Equatable {
        let key: String
        let value: JSON
    }

    /// An object of `pairs`.
    package static func object(_ pairs: [(String, JSON)]) -> JSON { .members(pairs.map { Member(key: $0.0, value: $0.1) }) }

    /// The value as one line.
    package var text: String {
        switch self {
        case .text(let text): JSON.quoted(text)
        case .integer(let value): String(value)
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        case .members(let members): "{" + members.map { "\(JSON.quoted($0.key)): \($0.value.text)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
