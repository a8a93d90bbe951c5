/// A value as SQLite stores it. There are no floating-point numbers in this node's tables.
public enum SQLValue: Sendable, Equatable {
    /// No value.
    case null
    /// A signed 64-bit number.
    case integer(Int64)
    /// A run of bytes; an empty one is not NULL.
    case bytes([UInt8])
    /// UTF-8 text.
    case text(String)
}

/// A type whose values can stand in an SQL statement: they are bound, never spelled into its text.
public protocol SQLBindable {
    /// The value to bind.
    var sqlValue: SQLValue { get }
}

extension Int: SQLBindable {
    /// An integer.
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLBindable {
    /// An integer.
    public var sqlValue: SQLValue { .integer(self) }
}

extension Bool: SQLBindable {
    /// 0 or 1.
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLBindable {
    /// Text.
    public var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLBindable {
    /// A blob.
    public var sqlValue: SQLValue { .bytes(self) }
}
