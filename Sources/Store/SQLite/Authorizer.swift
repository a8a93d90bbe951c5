import CSQLite

/// Says which kinds of statement may be compiled at the moment: bodies read and change rows, migrations change the
/// schema, and only the engine itself opens transactions and sets pragmas.
///
/// **Source** sqlite.org/c3ref/set_authorizer.html: it is asked when a statement is compiled, and again when SQLite
/// recompiles one after a change of the schema.
/// Lives on the store's thread, as its connection does.
final class Authorizer {
    /// Who has statements compiled.
    enum Mode {
        case body, migration, engine
    }

    var mode = Mode.engine

    private static let bodyActions: Set<Int32> = [
        SQLITE_SELECT, SQLITE_READ, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE, SQLITE_FUNCTION, SQLITE_RECURSIVE,
    ]
    private static let engineActions: Set<Int32> = [
        SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_PRAGMA, SQLITE_ATTACH, SQLITE_DETACH,
    ]

    private func isAllowed(_ action: Int32) -> Bool {
        switch mode {
        case .body: Self.bodyActions.contains(action)
        case .migration: !Self.engineActions.contains(action)
        case .engine: true
        }
    }

    /// Has `connection` ask this object; it must outlive the connection.
    func install(on connection: OpaquePointer) {
        unsafe sqlite3_set_authorizer(
            connection,
            { context, action, _, _, _, _ in
                guard let context = unsafe context else { return SQLITE_DENY }
                let authorizer = unsafe Unmanaged<Authorizer>.fromOpaque(context).takeUnretainedValue()
                return authorizer.isAllowed(action) ? SQLITE_OK : SQLITE_DENY
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
