internal import Accounts
internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import Glibc
internal import Mail
internal import Operator

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

    /// How long one evaluation takes on this machine, at the cost of a new account.
    ///
    /// **Errors** its memory can't be had: nobody could sign in.
    func evaluationTime() async throws(CommandError) -> Duration {
        let measured = await run { () -> Duration? in
            let start = ContinuousClock.now
            let result = try? Argon2id.derive(password: .random(16), salt: Random.bytes(16), pepper: .random(32), parameters: .standard)
            return result.map { _ in start.duration(to: .now) }
        }
        guard let time = measured ?? nil else {
            let mebibytes = Argon2id.Parameters.standard.memoryKiB >> 10
            throw CommandError("a password can't be hashed", hint: "each takes \(mebibytes) MiB of memory: is so much free?")
        }
        return time
    }
}
