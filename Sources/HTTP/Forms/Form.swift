/// The fields of a form, decoded and checked: names and values are UTF-8, each name came once.
///
/// Values stay bytes, because some are passwords and no secret goes into a `String`.
package struct Form: Sendable, Equatable {
    /// The fields in the order in which they were sent.
    package private(set) var fields: [(name: String, value: [UInt8])] = []

    /// A form without fields.
    package init() {}

    /// The bytes of a field; nil when it was not sent.
    package subscript(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    /// The text of a field, empty when it was not sent, with line ends as LF.
    package func text(_ name: String) -> String {
        guard let value = self[name] else { return "" }
        guard value.contains(UInt8(ascii: "\r")) else { return String(decoding: value, as: UTF8.self) }
        var lines: [UInt8] = []
        lines.reserveCapacity(value.count)
        for (index, byte) in value.enumerated() {
            // Browsers send CRLF for a line end; a lone CR is one too.
            if byte == UInt8(ascii: "\n"), index > 0, value[index - 1] == UInt8(ascii: "\r") { continue }
            lines.append(byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte)
        }
        return String(decoding: lines, as: UTF8.self)
    }

    /// The text of a field of one line. Spaces at its ends are no part of it: phones put one behind a word that they suggested.
    package func line(_ name: String) -> String {
        var line = text(name)[...]
        while line.last == " " { line.removeLast() }
        return String(line.drop { $0 == " " })
    }

    /// Adds a field within `limits`.
    package mutating func add(name: [UInt8], value: [UInt8], limits: FormLimits) throws(FormError) {
        guard fields.count < limits.fieldCount else { throw .tooManyFields(limit: limits.fieldCount) }
        guard name.count <= limits.nameByteCount else { throw .fieldTooLong(limit: limits.nameByteCount) }
        guard value.count <= limits.valueByteCount else { throw .fieldTooLong(limit: limits.valueByteCount) }
        guard Self.isText(name), Self.isText(value) else { throw .notText }
        let name = String(decoding: name, as: UTF8.self)
        guard self[name] == nil else { throw .repeatedField }
        fields.append((name, value))
    }

    private static func isText(_ bytes: [UInt8]) -> Bool { (try? UTF8Span(validating: bytes.span)) != nil }

    package static func == (one: Form, other: Form) -> Bool {
        one.fields.elementsEqual(other.fields) { $0.name == $1.name && $0.value == $1.value }
    }
}
