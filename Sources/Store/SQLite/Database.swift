import EventLoop

/// One SQLite database, on a thread of its own.
///
/// Bodies run one after the other in the order in which they were asked for, each as one transaction without `await`.
/// Writes that wait at the same time share one commit. What ``write(_:)`` returned is on the disk; what ``read(_:)`` returned
/// was committed, and includes all writes asked for before it.
/// **Limits** 16,384 bodies may wait, 256 share a commit, a value has at most 4 MiB.
/// **Errors** ``StoreError``, and what a body throws.
public actor Database {
    private let executor: ThreadExecutor
    private let queue = WorkQueue()
    /// Nil once the database is closed.
    private var group: GroupCommit?

    /// The store's thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// Opens the file at `path`, or makes it with mode 0600.
    ///
    /// **Errors** ``StoreError/foreignDatabase`` for a file that is not ours, which is left as it was.
    public init(path: String) throws(StoreError) {
        group = GroupCommit(try Connection.connect(path: path))
        executor = ThreadExecutor(name: "store")
    }

    deinit { executor.stop() }

    /// Runs `body` as one atomic change, and returns once it is on the disk.
    ///
    /// When the body throws, its changes are undone and the error comes out here; bodies that share the commit are not
    /// touched by it. When the commit fails, nothing of any of them was kept and each caller gets the error.
    public nonisolated func write<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        try await submit(.write, body)
    }

    /// Runs `body` on one committed state of the database.
    ///
    /// The body may run twice, when a commit right before it failed.
    public nonisolated func read<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        try await submit(.read, body)
    }

    /// Brings the schema up to this version's: runs those of `migrations` that have not run yet, each in a transaction
    /// of its own together with its record.
    ///
    /// - Parameter migrations: the whole list, oldest first; an entry never changes once it is released.
    /// **Errors** ``StoreError/newerDatabase(unknownMigrations:)``, ``StoreError/changedMigration(_:)``,
    /// ``StoreError/reorderedMigration(_:)``: then nothing was changed.
    public func migrate(_ migrations: [Migration]) throws(StoreError) {
        runAllWork()
        try Migrator(connection: openConnection()).run(migrations)
    }

    /// Moves everything out of the write-ahead log into the database and empties the log's file.
    ///
    /// When it returns, all that was written before is in the database file and on the disk, the log's file has no bytes, and what was deleted
    /// is zeros: no file holds a value any more that no row has. It waits for nobody: the store's thread is every member's.
    ///
    /// **Errors** ``StoreError/busy`` while another process reads or writes: the log may still hold old pages, try again later.
    public func checkpoint() throws(StoreError) {
        runAllWork()
        let connection = try openConnection()
        connection.waitForLocks(milliseconds: 0)
        defer { connection.waitForLocks(milliseconds: Limits.busyTimeoutMilliseconds) }
        // The pragma succeeds even when it did nothing: its row says whether it did.
        guard try connection.control("PRAGMA wal_checkpoint(TRUNCATE)").first?.integer(0) == 0 else { throw .busy }
    }

    /// Finishes the work that waits and closes the file; all later work throws ``StoreError/closed``.
    ///
    /// A database that is dropped instead is closed too, but on the thread that drops it, which then waits for the disk.
    public func close() throws(StoreError) {
        queue.close()
        runAllWork()
        guard group != nil else { throw .closed }
        group = nil
    }

    /// How many commits of writes there have been.
    package var commitCount: Int { group?.commitCount ?? 0 }

    /// Runs a statement of the engine itself, outside of any transaction: how tests make the disk small or check the file.
    @discardableResult package func control(_ sql: SQL) throws(StoreError) -> [Row] { try openConnection().control(sql) }

    /// How many bodies wait for the store's thread.
    package nonisolated var waitingCount: Int { queue.count }

    private nonisolated func submit<Value: Sendable>(
        _ kind: Work.Kind, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            let work = Work(kind, for: caller, body)
            do throws(StoreError) {
                if try queue.add(work) { wake() }
            } catch {
                work.refuse(error)
            }
        }
    }

    private nonisolated func wake() {
        executor.perform { self.assumeIsolated { $0.runBatch() } }
    }

    /// Runs one batch; what waits behind it comes after the other jobs of this thread.
    private func runBatch() {
        let batch = queue.nextBatch()
        guard !batch.isEmpty else { return }
        group?.run(batch)
        wake()
    }

    private func runAllWork() {
        while case let batch = queue.nextBatch(), !batch.isEmpty { group?.run(batch) }
    }

    private func openConnection() throws(StoreError) -> Connection {
        guard let group else { throw .closed }
        return group.connection
    }
}
