/// One row of a result, copied out of SQLite: it stays as it is when the statement goes on.
///
/// Columns are counted from 0, in the order of the SELECT.
/// **Errors** each reader throws ``StoreError/wrongType(column:)`` for a value of another type (SQLite does not convert), and
/// ``StoreError/Misuse/noSuchColumn(_:)`` past the last column.
public struct Row: Sendable, Equatable {
    let values: [SQLValue]

    /// A number.
    public func integer(_ column: Int) throws(StoreError) -> Int64 {
        guard case .integer(let value) = try value(column) else { throw .wrongType(column: column) }
        return value
    }

    /// A run of bytes.
    public func bytes(_ column: Int) throws(StoreError) -> [UInt8] {
        guard case .bytes(let value) = try value(column) else { throw .wrongType(column: column) }
        return value
    }

    /// A text.
    public func text(_ column: Int) throws(StoreError) -> String {
        guard case .text(let value) = try value(column) else { throw .wrongType(column: column) }
        return value
    }

    /// A truth value: 0 or 1, no other number.
    public func boolean(_ column: Int) throws(StoreError) -> Bool {
        switch try integer(column) {
        case 0: false
        case 1: true
        default: throw .wrongType(column: column)
        }
    }

    /// Whether there is no value.
    public func isNull(_ column: Int) throws(StoreError) -> Bool { try value(column) == .null }

    /// A number, or nil for NULL.
    public func optionalInteger(_ column: Int) throws(StoreError) -> Int64? { try isNull(column) ? nil : integer(column) }

    /// A run of bytes, or nil for NULL.
    public func optionalBytes(_ column: Int) throws(StoreError) -> [UInt8]? { try isNull(column) ? nil : bytes(column) }

    /// A text, or nil for NULL.
    public func optionalText(_ column: Int) throws(StoreError) -> String? { try isNull(column) ? nil : text(column) }

    private func value(_ column: Int) throws(StoreError) -> SQLValue {
        guard values.indices.contains(column) else { throw .misuse(.noSuchColumn(column)) }
        return values[column]
    }
}
