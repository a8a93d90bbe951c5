import Bytes

/// `application/x-www-form-urlencoded`, in a body or behind the question mark.
///
/// **Source** WHATWG URL §5. Stricter: a byte the browser's serializer would have percent-encoded is refused.
package enum URLEncodedForm {
    /// The fields that `bytes` spell.
    package static func decode(_ bytes: [UInt8], limits: FormLimits) throws(FormError) -> Form {
        var form = Form()
        guard !bytes.isEmpty else { return form }
        for field in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? try percentDecoded(parts[1]) : []
            try form.add(name: try percentDecoded(parts[0]), value: value, limits: limits)
        }
        return form
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) throws(FormError) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "+"):
                out.append(UInt8(ascii: " "))
                index += 1
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.endIndex, let byte = Hex.decode([bytes[index + 1], bytes[index + 2]]) else { throw .badEncoding }
                out.append(byte[0])
                index += 3
            case let byte where isBare(byte):
                out.append(byte)
                index += 1
            default: throw .badEncoding
            }
        }
        return out
    }

    /// What needs no percent sign. `@`, `:`, `/` and a few more are taken too: a hand-typed search link has them.
    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "@"),
            UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "$"), UInt8(ascii: "?"):
            true
        default: false
        }
    }
}
