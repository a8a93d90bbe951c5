import CSQLite
import Glibc

/// One SQLite connection; the only owner of its `sqlite3`.
///
/// Opened with OPEN_NOMUTEX: it lives on the store's thread and has no lock of its own.
///
/// `@safe`: the pointer is set once, and closed with its owner after every statement that was made of it.
@safe final class Connection {
    private let pointer: OpaquePointer
    private let authorizer = Authorizer()
    private var bodyStatements = StatementCache(limit: Limits.cachedStatements)
    private var engineStatements = StatementCache(limit: Limits.cachedStatements)
    /// Outlives the pointer, which calls it when the log is closed.
    private var logWiping: LogWiping?

    /// Opens or makes the file at `path`, readable and writable by its owner only.
    init(path: String) throws(StoreError) {
        // A path that starts with a slash or a dot is a file for SQLite; ":memory:" and an empty name are not.
        let path = path.hasPrefix("/") ? path : "./" + path
        try Self.makeFile(at: path)
        var pointer: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &pointer, flags, nil)
        guard let pointer = unsafe pointer else { throw .outOfMemory }
        if let error = StoreError(resultCode: code) {
            unsafe sqlite3_close_v2(pointer)
            throw error
        }
        unsafe self.pointer = pointer
        unsafe authorizer.install(on: pointer)
    }

    deinit {
        bodyStatements.removeAll()
        engineStatements.removeAll()
        unsafe sqlite3_close_v2(pointer)
    }

    /// Makes an empty file with mode 0600, so that SQLite never makes one with the umask's; its log takes the same mode.
    private static func makeFile(at path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw .cannotOpen(code: SQLITE_CANTOPEN)
        }
        // Not with fchmod on a descriptor: closing one would drop the file's POSIX locks of another connection.
        guard unsafe chmod(path, 0o600) == 0 || errno == EROFS else { throw .cannotOpen(code: SQLITE_PERM) }
    }

    /// Sets one of the connection's switches.
    func configure(_ option: Int32, _ value: Bool) throws(StoreError) {
        if let error = StoreError(resultCode: unsafe onion_db_config_flag(pointer, option, value ? 1 : 0)) { throw error }
    }

    /// Sets one of the connection's limits.
    func limit(_ category: Int32, _ value: Int) { unsafe sqlite3_limit(pointer, category, Int32(clamping: value)) }

    /// Has the write-ahead log overwritten before it is cut; to be called once it is open.
    func wipeLog() throws(StoreError) { logWiping = unsafe try LogWiping(on: pointer) }

    /// Sets how long a lock of another process is waited for.
    func waitForLocks(milliseconds: Int32) { unsafe sqlite3_busy_timeout(pointer, milliseconds) }

    /// Runs a statement of the engine itself.
    @discardableResult func control(_ sql: SQL) throws(StoreError) -> [Row] {
        var rows: [Row] = []
        try run(sql, for: .engine) { rows.append($0) }
        return rows
    }

    /// Runs a statement and hands each of its rows to `receive`.
    ///
    /// - Parameter mayWrite: false refuses a statement that would change the database.
    func run(
        _ sql: SQL, for mode: Authorizer.Mode, mayWrite: Bool = true, _ receive: (Row) throws(StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        authorizer.mode = mode
        defer { authorizer.mode = .engine }
        let statement = try statement(sql.text, for: mode)
        guard mayWrite || statement.isReadOnly else { throw .misuse(.writeInRead) }
        try statement.run(sql.values, receive)
    }

    private func statement(_ text: String, for mode: Authorizer.Mode) throws(StoreError) -> Statement {
        switch mode {
        case .body: try bodyStatements.statement(text) { () throws(StoreError) in try compile(text) }
        case .engine: try engineStatements.statement(text) { () throws(StoreError) in try compile(text) }
        case .migration: try compile(text)
        }
    }

    /// Compiles a statement that is the caller's to keep.
    func compile(_ text: String) throws(StoreError) -> Statement {
        unsafe try Statement(text, on: pointer)
    }

    /// Whether no transaction is open: in the middle of one it means that SQLite has given it up.
    ///
    /// **Source** sqlite.org/c3ref/get_autocommit.html: "If certain kinds of errors occur on a statement within a
    /// multi-statement transaction … then the transaction might be rolled back automatically."
    var isAutocommitting: Bool { unsafe sqlite3_get_autocommit(pointer) != 0 }

    /// Whether a deferred foreign key is violated, so that a commit would fail now.
    ///
    /// **Source** sqlite.org/c3ref/c_dbstatus_options.html, SQLITE_DBSTATUS_DEFERRED_FKS.
    var hasOpenForeignKeys: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        unsafe sqlite3_db_status(pointer, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current != 0
    }

    var lastInsertedRowID: Int64 { unsafe sqlite3_last_insert_rowid(pointer) }

    var changeCount: Int { unsafe Int(sqlite3_changes64(pointer)) }
}
