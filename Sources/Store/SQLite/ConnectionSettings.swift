import CSQLite

extension Connection {
    /// "Onio": what `file(1)` and the check below tell our files by.
    static let applicationID: Int64 = 0x4f6e_696f

    /// Opens the file at `path` with every setting that the node relies on.
    ///
    /// Nothing is written to a file of another program: whose it is, is asked first.
    static func connect(path: String) throws(StoreError) -> Connection {
        let connection = try Connection(path: path)
        connection.waitForLocks(milliseconds: Limits.busyTimeoutMilliseconds)
        for (category, value) in Limits.connection { connection.limit(category, value) }
        try connection.configure()
        let isNew = try connection.isNew()
        try connection.prepareFile(isNew: isNew)
        return connection
    }

    /// **Source** sqlite.org/security.html §1.2, sqlite.org/c3ref/c_dbconfig_defensive.html.
    private func configure() throws(StoreError) {
        try configure(SQLITE_DBCONFIG_DEFENSIVE, true)
        try configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
        try configure(SQLITE_DBCONFIG_ENABLE_FKEY, true)
        try configure(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false)
        try configure(SQLITE_DBCONFIG_ENABLE_VIEW, false)
        // A double-quoted word that is no column is a mistake, not a text.
        try configure(SQLITE_DBCONFIG_DQS_DML, false)
        try configure(SQLITE_DBCONFIG_DQS_DDL, false)
        // A page that lies about its cells is reported before it is followed.
        try control("PRAGMA cell_size_check = ON")
        // A file that shrinks under a mapping would kill the process.
        try control("PRAGMA mmap_size = 0")
        // What is sorted or joined on the way never gets to the disk.
        try control("PRAGMA temp_store = MEMORY")
        // What is deleted is overwritten with zeros.
        try control("PRAGMA secure_delete = ON")
        // A commit is on the disk before anyone hears of it.
        try control("PRAGMA synchronous = FULL")
    }

    /// Whether the file is empty; throws when it is not empty and not ours.
    private func isNew() throws(StoreError) -> Bool {
        let id = try control("PRAGMA application_id").first?.integer(0)
        if id == Self.applicationID { return false }
        let count = try control("SELECT count(*) FROM sqlite_schema").first?.integer(0)
        guard id == 0, count == 0 else { throw .foreignDatabase }
        return true
    }

    private func prepareFile(isNew: Bool) throws(StoreError) {
        guard try control("PRAGMA journal_mode = WAL").first?.text(0) == "wal" else { throw .readOnly }
        // A pragma takes no parameter; `Limits.logByteCount` and `applicationID` spelled out, held equal by a test.
        try control("PRAGMA journal_size_limit = 4194304")
        if isNew { try control("PRAGMA application_id = 0x4f6e696f") }
        // The log is opened by the first look into the database.
        try control("SELECT count(*) FROM sqlite_schema")
        try wipeLog()
    }
}
