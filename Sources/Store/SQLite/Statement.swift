import CSQLite

/// A compiled statement; the only owner of its `sqlite3_stmt`.
///
/// Lives on the store's thread. It is bound, stepped to its end and reset within one call, so it is never found half-run.
///
/// `@safe`: the pointer is set once, used inside methods only, and finalized with its owner.
@safe final class Statement {
    /// Whether running it leaves the database as it is.
    let isReadOnly: Bool
    private let pointer: OpaquePointer

    /// Compiles exactly one statement.
    ///
    /// **Source** sqlite.org/c3ref/prepare.html: PERSISTENT is "a hint … that the prepared statement will be retained for a
    /// long time".
    init(_ text: String, on connection: OpaquePointer) throws(StoreError) {
        var pointer: OpaquePointer?
        let (code, rest) = unsafe text.withCString { start in
            var rest: UnsafePointer<CChar>?
            let code = unsafe sqlite3_prepare_v3(connection, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, &rest)
            return (code, unsafe rest.map { unsafe String(cString: $0) } ?? "")
        }
        if code == SQLITE_ERROR, let words = unsafe sqlite3_errmsg(connection) {
            throw unsafe .misuse(.invalidStatement(String(cString: words)))
        }
        if let error = StoreError(resultCode: code) { throw error }
        guard let pointer = unsafe pointer else { throw .misuse(.notOneStatement) }
        guard rest.allSatisfy(\.isWhitespace) else {
            unsafe sqlite3_finalize(pointer)
            throw .misuse(.notOneStatement)
        }
        unsafe self.pointer = pointer
        isReadOnly = unsafe sqlite3_stmt_readonly(pointer) != 0
    }

    deinit { unsafe sqlite3_finalize(pointer) }

    /// Binds `values`, steps to the end, and hands each row to `receive`.
    func run(_ values: [SQLValue], _ receive: (Row) throws(StoreError) -> Void) throws(StoreError) {
        defer {
            unsafe sqlite3_reset(pointer)
            unsafe sqlite3_clear_bindings(pointer)  // the values are not kept longer than they are needed
        }
        try bind(values)
        while true {
            let code = unsafe sqlite3_step(pointer)
            if code == SQLITE_DONE { return }
            if let error = StoreError(resultCode: code) { throw error }
            try receive(try row())
        }
    }

    private func bind(_ values: [SQLValue]) throws(StoreError) {
        guard unsafe Int(sqlite3_bind_parameter_count(pointer)) == values.count else { throw .misuse(.wrongValueCount) }
        for (offset, value) in values.enumerated() {
            if let error = StoreError(resultCode: bind(value, at: Int32(offset + 1))) { throw error }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return unsafe sqlite3_bind_null(pointer, index)
        case .integer(let number): return unsafe sqlite3_bind_int64(pointer, index, number)
        // A blob without an address would be NULL.
        case .bytes(let bytes) where bytes.isEmpty: return unsafe sqlite3_bind_zeroblob(pointer, index, 0)
        case .bytes(let bytes):
            return unsafe bytes.withUnsafeBytes { unsafe onion_bind_blob(pointer, index, $0.baseAddress, UInt64($0.count)) }
        case .text(let text):
            let count = UInt64(text.utf8.count)
            return unsafe text.withCString { unsafe onion_bind_text(pointer, index, $0, count) }
        }
    }

    private func row() throws(StoreError) -> Row {
        var values: [SQLValue] = []
        let count = unsafe sqlite3_column_count(pointer)
        values.reserveCapacity(Int(count))
        for column in 0..<count { values.append(try value(column)) }
        return Row(values: values)
    }

    private func value(_ column: Int32) throws(StoreError) -> SQLValue {
        switch unsafe sqlite3_column_type(pointer, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(pointer, column))
        case SQLITE_BLOB: return unsafe .bytes(bytes(sqlite3_column_blob(pointer, column), column))
        case SQLITE_TEXT:
            let bytes = unsafe bytes(UnsafeRawPointer(sqlite3_column_text(pointer, column)), column)
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .wrongType(column: Int(column)) }
            return .text(text)
        default: throw .wrongType(column: Int(column))
        }
    }

    /// **Source** sqlite.org/c3ref/column_blob.html: the address first, then the count; an empty blob has no address.
    private func bytes(_ start: UnsafeRawPointer?, _ column: Int32) -> [UInt8] {
        guard let start = unsafe start else { return [] }
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }
}
