import Bytes

/// Where a sealed value belongs: it opens there and nowhere else.
public struct RecordPlace: Sendable {
    private let table: StaticString
    private let row: Int64
    private let number: Int64?
    private let column: StaticString
    private let version: UInt8

    /// The value of `column` in the row with the id `row` of `table`.
    ///
    /// - Parameter version: of what the plaintext means; a new layout of the same column takes the next number.
    public init(table: StaticString, row: Int64, column: StaticString, version: UInt8 = 1) {
        self.table = table
        self.row = row
        number = nil
        self.column = column
        self.version = version
    }

    /// The value of `column` in the row with the number `number` among those of `row`, in a table whose rows are numbered within another's.
    public init(table: StaticString, row: Int64, number: Int64, column: StaticString, version: UInt8 = 1) {
        self.table = table
        self.row = row
        self.number = number
        self.column = column
        self.version = version
    }

    /// What a sealed value is bound to; never empty, and no two places have the same.
    ///
    /// **Layout** u16 count ‖ table ‖ row id, 8 bytes, or with a number 16 ‖ u16 count ‖ column ‖ version, 1 byte. **Source** protocol §10.4.
    var associatedData: [UInt8] {
        var writer = ByteWriter()
        writer.writeText(table.description)
        writer.write(UInt64(bitPattern: row))
        // A table has numbers in all its places or in none: neither reads as the other.
        if let number { writer.write(UInt64(bitPattern: number)) }
        writer.writeText(column.description)
        writer.write(version)
        return writer.bytes
    }
}
