import Bytes

/// Where a sealed value belongs: it opens there and nowhere else.
public struct RecordPlace: Sendable {
    private let table: StaticString
    private let row: Int64
    private let column: StaticString
    private let version: UInt8

    /// The value of `column` in the row with the id `row` of `table`.
    ///
    /// - Parameter version: of what the plaintext means; a new layout of the same column takes the next number.
    public init(table: StaticString, row: Int64, column: StaticString, version: UInt8 = 1) {
        self.table = table
        self.row = row
        self.column = column
        self.version = version
    }

    /// What a sealed value is bound to; never empty, and no two places have the same.
    ///
    /// **Layout** u16 count ‖ table ‖ row id, 8 bytes ‖ u16 count ‖ column ‖ version, 1 byte. **Source** protocol §10.4.
    var associatedData: [UInt8] {
        var writer = ByteWriter()
        writer.writeText(table.description)
        writer.write(UInt64(bitPattern: row))
        writer.writeText(column.description)
        writer.write(version)
        return writer.bytes
    }
}
