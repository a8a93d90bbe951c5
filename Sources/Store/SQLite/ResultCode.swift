import CSQLite

extension StoreError {
    /// The error for one of SQLite's extended result codes; nil for success.
    ///
    /// **Source** sqlite.org/rescode.html: the low eight bits are the primary code.
    init?(resultCode code: Int32) {
        switch code & 0xff {
        case SQLITE_OK, SQLITE_ROW, SQLITE_DONE: return nil
        case SQLITE_FULL: self = .diskFull
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_IOERR: self = .diskFailed(code: code)
        case SQLITE_CONSTRAINT: self = .constraint(Constraint(code: code))
        case SQLITE_TOOBIG: self = .tooBig
        case SQLITE_NOMEM: self = .outOfMemory
        case SQLITE_CANTOPEN, SQLITE_PERM: self = .cannotOpen(code: code)
        case SQLITE_AUTH: self = .misuse(.forbiddenStatement)
        default: self = .failed(code: code)
        }
    }
}

extension StoreError.Constraint {
    /// SQLite composes an extended code as primary ‖ kind, by macros that are not imported.
    private static func extended(_ kind: Int32) -> Int32 { SQLITE_CONSTRAINT | kind << 8 }

    init(code: Int32) {
        switch code {
        case Self.extended(1): self = .check
        case Self.extended(3): self = .foreignKey
        case Self.extended(5): self = .notNull
        case Self.extended(6), Self.extended(8), Self.extended(10): self = .unique  // PRIMARYKEY, UNIQUE, ROWID
        case Self.extended(7): self = .trigger
        case Self.extended(12): self = .type
        default: self = .other(code: code)
        }
    }
}
