/// The words and `KEY=value` pairs of a reply line, in order; a value may be a quoted string.
///
/// ```
/// BOOTSTRAP PROGRESS=50 TAG=loading_descriptors SUMMARY="Loading relay descriptors"
/// ```
///
/// Unknown words and keys are kept and may be ignored, as the specification asks.
///
/// **Errors** ``TorControlError/garbledReply`` when a quoted string does not end, or is followed by something other than a space.
/// **Source** control-spec §2.1.1 (escapes), §4.1.10.
struct KeywordArguments: Sendable {
    /// What stands without `=`, in order.
    private(set) var words: [String] = []
    private var values: [String: String] = [:]

    /// The value of `key`; of several, the last.
    subscript(key: String) -> String? { values[key] }

    /// Reads a whole line's text.
    init(_ text: some StringProtocol) throws(TorControlError) {
        var rest = Array(text.utf8)[...]
        while true {
            rest = rest.drop { $0 == UInt8(ascii: " ") }
            guard !rest.isEmpty else { return }
            if rest.first == UInt8(ascii: "\"") {
                words.append(try Self.quotedString(&rest))
                continue
            }
            let name = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "=") }
            rest = rest.dropFirst(name.count)
            guard rest.first == UInt8(ascii: "=") else {
                words.append(String(decoding: name, as: UTF8.self))
                continue
            }
            rest = rest.dropFirst()
            let key = String(decoding: name, as: UTF8.self)
            if rest.first == UInt8(ascii: "\"") {
                values[key] = try Self.quotedString(&rest)
            } else {
                let value = rest.prefix { $0 != UInt8(ascii: " ") }
                rest = rest.dropFirst(value.count)
                values[key] = String(decoding: value, as: UTF8.self)
            }
        }
    }

    /// Takes a quoted string off the front: `\n`, `\t`, `\r` and octal escapes as in C, any other escaped character is itself.
    private static func quotedString(_ rest: inout ArraySlice<UInt8>) throws(TorControlError) -> String {
        rest = rest.dropFirst()
        var content: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                guard rest.isEmpty || rest.first == UInt8(ascii: " ") else { throw .garbledReply }
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                content.append(try escaped(&rest))
            default:
                content.append(byte)
            }
        }
        throw .garbledReply
    }

    private static func escaped(_ rest: inout ArraySlice<UInt8>) throws(TorControlError) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .garbledReply }
        switch byte {
        case UInt8(ascii: "n"): return 0x0a
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "r"): return 0x0d
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = Int(byte - UInt8(ascii: "0"))
            var digitCount = 1
            while digitCount < 3, let digit = rest.first, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "7") {
                value = value * 8 + Int(digit - UInt8(ascii: "0"))
                rest = rest.dropFirst()
                digitCount += 1
            }
            guard value <= 0xff else { throw .garbledReply }
            return UInt8(value)
        default: return byte
        }
    }
}
