/// Why the store could not do something. It tells kinds and codes, never values, keys or paths.
public enum StoreError: Error, Equatable, Sendable {
    /// The file cannot be opened or made; SQLite's extended result code.
    case cannotOpen(code: Int32)
    /// The file belongs to another program.
    case foreignDatabase
    /// The file has migrations that this version does not know.
    case newerDatabase(unknownMigrations: Int)
    /// A migration that was applied has other statements now.
    case changedMigration(String)
    /// The applied migrations are not the first ones of this version's list, in its order.
    case reorderedMigration(String)
    /// The disk is full, or the database is as large as it may become.
    case diskFull
    /// The file or its file system cannot be written.
    case readOnly
    /// The file is damaged, or no database.
    case corrupt
    /// Another process holds a lock, longer than is waited for.
    case busy
    /// Reading or writing the disk failed; SQLite's extended result code.
    case diskFailed(code: Int32)
    /// A constraint of the schema refuses the change.
    case constraint(Constraint)
    /// A value or a row is over the limit.
    case tooBig
    /// There is no memory.
    case outOfMemory
    /// A value has another type than was asked for, or is NULL.
    case wrongType(column: Int)
    /// A sealed value does not open.
    case sealBroken
    /// A value could not be sealed.
    case sealFailed
    /// More work waits than the store takes.
    case overloaded
    /// The database was closed.
    case closed
    /// Our own mistake.
    case misuse(Misuse)
    /// Any other failure; SQLite's extended result code.
    case failed(code: Int32)

    /// The constraints of a schema.
    public enum Constraint: Equatable, Sendable {
        /// UNIQUE or PRIMARY KEY: there is such a row already.
        case unique
        /// REFERENCES: the other row is missing, or still referred to.
        case foreignKey
        /// CHECK.
        case check
        /// NOT NULL.
        case notNull
        /// A trigger that raises.
        case trigger
        /// The type of a column of a STRICT table.
        case type
        /// Another; SQLite's extended result code.
        case other(code: Int32)
    }

    /// Our own mistakes: a test finds each of them before a person does.
    public enum Misuse: Equatable, Sendable {
        /// A transaction was used after its body had ended.
        case transactionEnded
        /// A read tried to write.
        case writeInRead
        /// The text holds no statement, or more than one.
        case notOneStatement
        /// A kind of statement that is not for this place: BEGIN, PRAGMA, ATTACH, or DDL outside of a migration.
        case forbiddenStatement
        /// SQLite does not understand the statement; its words, which hold none of the values.
        case invalidStatement(String)
        /// The statement has another number of parameters than there are values.
        case wrongValueCount
        /// The row has no such column.
        case noSuchColumn(Int)
        /// The query gave more rows than one query may.
        case tooManyRows
        /// Two migrations have one name.
        case repeatedMigration(String)
    }
}

extension StoreError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .cannotOpen(let code): "the database file cannot be opened or made (SQLite code \(code)); look at its directory's permissions"
        case .foreignDatabase: "the database file belongs to another program"
        case .newerDatabase(let count):
            "the database was written by a newer version: it has \(count) migrations this one does not know; install that version again"
        case .changedMigration(let name): "the migration \(name) was applied with other statements than this version has"
        case .reorderedMigration(let name): "the migration \(name) is missing from the database although later ones were applied"
        case .diskFull: "the disk is full, nothing of this was stored; free some space and try again"
        case .readOnly: "the database cannot be written; look at its file's and its directory's permissions"
        case .corrupt: "the database file is damaged or no database; restore a backup"
        case .busy: "another process holds the database's lock; try again in a moment"
        case .diskFailed(let code): "the disk failed while the database was read or written (SQLite code \(code))"
        case .constraint(let constraint): "the change is refused: \(constraint)"
        case .tooBig: "a value is over the limit of \(Limits.valueByteCount) bytes"
        case .outOfMemory: "there is not enough memory"
        case .wrongType(let column): "the value in column \(column) has another type than expected"
        case .sealBroken: "a sealed value does not open: it was changed or moved, or sealed under another key"
        case .sealFailed: "a value could not be sealed"
        case .overloaded: "too much work waits for the database; try again in a moment"
        case .closed: "the database has been closed"
        case .misuse(let misuse): "the database was misused: \(misuse)"
        case .failed(let code): "the database failed (SQLite code \(code))"
        }
    }
}

extension StoreError.Constraint: CustomStringConvertible {
    /// The plain words for this constraint.
    public var description: String {
        switch self {
        case .unique: "there is such a row already"
        case .foreignKey: "a row it refers to is missing, or it is still referred to"
        case .check: "a value is outside of what the schema allows"
        case .notNull: "a value is missing"
        case .trigger: "a rule of the schema forbids it"
        case .type: "a value has another type than its column"
        case .other(let code): "a rule of the schema forbids it (SQLite code \(code))"
        }
    }
}

extension StoreError.Misuse: CustomStringConvertible {
    /// The plain words for this mistake.
    public var description: String {
        switch self {
        case .transactionEnded: "a transaction was used after its body had ended"
        case .writeInRead: "a read tried to write"
        case .notOneStatement: "the text is not exactly one statement"
        case .forbiddenStatement: "this kind of statement is not allowed here"
        case .invalidStatement(let words): "SQLite does not understand the statement: \(words)"
        case .wrongValueCount: "the statement has another number of parameters than there are values"
        case .noSuchColumn(let column): "the row has no column \(column)"
        case .tooManyRows: "a query gave more than \(Limits.rowsPerQuery) rows"
        case .repeatedMigration(let name): "two migrations are called \(name)"
        }
    }
}
