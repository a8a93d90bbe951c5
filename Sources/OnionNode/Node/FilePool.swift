internal import Domain
internal import EventLoop

/// The threads that read and write files: two, so that one slow write does not hold up every download, and no more, so that files leave a core to chats.
struct FilePool: HeavyWork {
    /// Each open file has at most one piece under way, so this is more than ever waits (`FilesLimits.transfersPerNode`), and what is removed besides.
    private static let queueLimit = 256

    private let pool = WorkerPool(name: "files", threadCount: 2, queueLimit: FilePool.queueLimit)

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { try? await pool.run(work) }
}
