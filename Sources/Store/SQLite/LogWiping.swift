import CSQLite

/// Has the write-ahead log written over with zeros before SQLite cuts it, so that its blocks hold nothing when the file system lets go of them.
///
/// It stands between SQLite and the log's file, for that one call: SQLite then holds all locks on the log and has emptied its index, so nobody reads
/// what is overwritten. The log's header goes first and is on the disk before the rest: a log without a header is an empty one, half a log would
/// be taken for an older state.
/// **Source** sqlite.org/vfs.html, sqlite.org/c3ref/io_methods.html.
///
/// `@safe`: the table is made once, and its owner frees it after the connection that uses it has been closed.
@safe final class LogWiping {
    /// The methods that SQLite calls, and behind them those of the file as it was opened.
    @unsafe private struct Table {
        var methods: sqlite3_io_methods
        let plain: UnsafePointer<sqlite3_io_methods>
    }

    private typealias File = UnsafeMutablePointer<sqlite3_file>

    /// The header of a log. **Source** sqlite.org/fileformat2.html §4.1.
    private static let headerByteCount: Int64 = 32
    /// Zeros of one write.
    private static let pieceByteCount: Int64 = 65_536

    private let table: UnsafeMutablePointer<Table>

    /// Takes its place at the open log of `connection`, and has the log's file stay, emptied, when the database is closed.
    ///
    /// **Source** sqlite.org/c3ref/c_fcntl_begin_atomic_write.html, SQLITE_FCNTL_JOURNAL_POINTER and SQLITE_FCNTL_PERSIST_WAL.
    init(on connection: OpaquePointer) throws(StoreError) {
        var found: File?
        let code = unsafe sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &found)
        if let error = StoreError(resultCode: code) { throw error }
        guard let file = unsafe found, let plain = unsafe file.pointee.pMethods else { throw .failed(code: SQLITE_NOTFOUND) }
        unsafe table = .allocate(capacity: 1)
        unsafe table.initialize(to: Table(methods: plain.pointee, plain: plain))
        unsafe table.pointee.methods.xTruncate = { file, size in unsafe LogWiping.truncate(file, to: size) }
        unsafe file.pointee.pMethods = UnsafeRawPointer(table).assumingMemoryBound(to: sqlite3_io_methods.self)
        var stays: Int32 = 1
        unsafe sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &stays)
    }

    deinit { unsafe table.deallocate() }

    /// Wipes what is cut off, then cuts.
    private static func truncate(_ file: File?, to size: Int64) -> Int32 {
        guard let file = unsafe file, let table = unsafe UnsafeRawPointer(file.pointee.pMethods)?.assumingMemoryBound(to: Table.self) else {
            return SQLITE_IOERR
        }
        let plain = unsafe table.pointee.plain.pointee
        var end: Int64 = 0
        let code = unsafe plain.xFileSize(file, &end)
        guard code == SQLITE_OK else { return code }
        if size == 0, end > 0 {
            let code = unsafe wipe(file, plain, from: 0, to: min(end, headerByteCount))
            guard code == SQLITE_OK else { return code }
        }
        if end > size {
            let code = unsafe wipe(file, plain, from: size, to: end)
            guard code == SQLITE_OK else { return code }
        }
        return unsafe plain.xTruncate(file, size)
    }

    /// Writes zeros over a part of the file, durably.
    private static func wipe(_ file: File, _ plain: sqlite3_io_methods, from start: Int64, to end: Int64) -> Int32 {
        let zeros = [UInt8](repeating: 0, count: Int(min(end - start, pieceByteCount)))
        var offset = start
        while offset < end {
            let count = min(end - offset, pieceByteCount)
            let code = unsafe plain.xWrite(file, zeros, Int32(count), offset)
            guard code == SQLITE_OK else { return code }
            offset += count
        }
        return unsafe plain.xSync(file, SQLITE_SYNC_NORMAL)
    }
}
