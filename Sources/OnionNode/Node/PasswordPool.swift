internal import Chat
internal import EventLoop
internal import Glibc

/// The threads that hash passwords: as many as cores, at most four, with a queue of 32.
///
/// **Source** architecture: threads.
struct PasswordPool: HeavyWork {
    /// Each evaluation takes 64 MiB: four at once are 256 MiB.
    private static let maximumThreadCount = 4
    /// A full queue is some seconds of work; beyond it the answer is "busy".
    private static let queueLimit = 32

    private let pool: WorkerPool

    init() {
        let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        pool = WorkerPool(name: "passwords", threadCount: min(cores, PasswordPool.maximumThreadCount), queueLimit: PasswordPool.queueLimit)
    }

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { try? await pool.run(work) }
}
