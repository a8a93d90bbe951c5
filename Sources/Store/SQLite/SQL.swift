/// One SQL statement: its text comes from literals in our own source only, its values are bound.
///
/// ```swift
/// try transaction.execute("INSERT INTO contact(name) VALUES (\(name))")
/// ```
/// A text that was made at run time cannot become a statement: literals arrive as `StaticString`.
public struct SQL: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable {
    /// The text, with a `?` for each value.
    let text: String
    /// The values in the order of their `?`.
    let values: [SQLValue]

    /// A statement without values.
    public init(stringLiteral text: StaticString) {
        self.text = text.description
        values = []
    }

    /// A statement with values.
    public init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// The text alone: what is printed or logged never holds a value.
    public var description: String { text }

    /// Collects a literal's parts.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        /// Starts empty.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        /// Text of our own.
        public mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// A value to bind.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// A value to bind, or NULL.
        public mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// A value to bind, or NULL: said aloud, because the compiler rightly suspects a bare optional in a literal.
        public mutating func appendInterpolation(orNull value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// A part of a statement that several statements share, with its values.
        public mutating func appendInterpolation(fragment: SQL) {
            text += fragment.text
            values += fragment.values
        }
    }
}
