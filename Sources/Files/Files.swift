public import Domain
package import Store

/// What lies on the disk outside of the database: blobs, in sealed pieces, with a count of who uses them.
///
/// A blob is stored once however often it is used; its key is made for it alone and lies in its uses, sealed under their accounts' keys. Its file is
/// written and read piece by piece on threads of its own, at a few pieces of memory. An actor on the executor it is given (the loop's).
public actor Files: NodeFeature {
    private nonisolated let executor: any SerialExecutor
    /// Where the actor runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    package nonisolated let context: NodeContext
    nonisolated let folder: BlobFolder
    nonisolated let work: FileWork
    nonisolated let transfers = Transfers()
    /// Whether blobs without uses are being removed, and whether to look again afterwards.
    var sweeping = (isUnderWay: false, isWanted: false)

    /// The schema of files; it stands on that of accounts.
    package static let migrations = [BlobTable.migration]

    /// Opens the files of a prepared store, and removes what a crash left without a row.
    ///
    /// - Parameter diskReserve: free bytes that no blob takes.
    /// **Errors** ``ChatError``: the folder can't be used, or the store.
    package init(
        context: NodeContext, executor: any SerialExecutor, diskReserve: UInt64 = FilesLimits.diskReserve
    ) async throws(ChatError) {
        self.executor = executor
        self.context = context
        let work = FileWork(context.environment, reserve: diskReserve)
        let path = context.environment.filesFolderPath
        let folder = try await work.run { () throws(BlobFileError) in try BlobFolder(path: path) }
        self.work = work
        self.folder = folder
        try await removeLeftovers()
    }

    /// A writer of a new blob for `member`, of at most `limit` bytes.
    ///
    /// **Errors** ``ChatError/busy`` when too many are open, ``ChatError/signedOut``, ``ChatError/diskFull``, ``ChatError/storage``.
    package nonisolated func begin(for member: Member, limit: UInt64) async throws(ChatError) -> BlobWriter {
        let transfer = try transfer(for: member)
        let (folder, work, id) = (folder, work, BlobID.random())
        let part = try await work.run(for: transfer) { () throws(BlobFileError) in
            guard try folder.hasRoom(for: PieceSeal.sealedByteCount, reserve: work.reserve) else { throw .full }
            return PartFile(id, try folder.create(id), in: folder, transfer, work)
        }
        return BlobWriter(part, work, limit: limit)
    }

    /// Ends what was written: its row, its first use and what `body` writes stand together, or nothing stands and the file goes.
    ///
    /// **Errors** those of ``BlobWriter/write(_:)``, and what `body` throws of the domain.
    package nonisolated func keep<Result: Sendable>(
        _ writer: BlobWriter, as member: Member, _ body: @escaping @Sendable (MemberScope, BlobUseID) throws -> Result
    ) async throws(ChatError) -> Result {
        var writer = writer
        let part = writer.part
        let blob = try await writer.finish()
        do {
            let result = try await change(as: member) { mine in try body(mine, mine.blobs.insert(blob)) }
            part.keep()
            return result
        } catch {
            // The store did not say whether the row stands: the next start looks.
            if error == .storage { part.keep() }
            throw error
        }
    }

    /// A reader of what `member` uses as `use`: of the bytes of `range`, or of all.
    ///
    /// **Errors** ``ChatError/notFound`` for no use of theirs, and for a range that is not inside; ``ChatError/fileDamaged``, ``ChatError/busy``,
    /// ``ChatError/signedOut``, ``ChatError/storage``.
    package nonisolated func read(
        _ use: BlobUseID, as member: Member, range: Range<UInt64>? = nil
    ) async throws(ChatError) -> BlobReader {
        let transfer = try transfer(for: member)
        guard let blob = try await look(as: member, { mine in try mine.blobs.find(use) }) else { throw .notFound }
        let range = range ?? 0..<blob.byteCount
        guard range.upperBound <= blob.byteCount else { throw .notFound }
        let folder = folder
        let file = try await work.run(for: transfer) { () throws(BlobFileError) in
            let file = try folder.open(blob.id)
            let expected = PieceSeal.pieceCount(of: blob.byteCount) * UInt64(PieceSeal.sealedByteCount)
            guard try file.byteCount() == expected else { throw .damaged }
            return file
        }
        return BlobReader(blob, file, range, transfer, work)
    }

    /// Counted first and asked for afterwards: a destruction ends sign-ins first and transfers afterwards, so none slips through between.
    private nonisolated func transfer(for member: Member) throws(ChatError) -> Transfer {
        let transfer = try transfers.begin(for: member.account)
        guard isSignedIn(member) else { throw .signedOut }
        return transfer
    }
}
