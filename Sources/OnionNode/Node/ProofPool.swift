internal import Accounts
internal import Chat
internal import Domain
internal import EventLoop
internal import Mail

/// The thread that does proofs of work: one, because another node says how long they take, and log-ins must not wait for it.
struct ProofPool: HeavyWork {
    /// Some seconds of work for each that waits, a minute at the worst; beyond it the answer is "busy".
    private static let queueLimit = 8

    private let pool = WorkerPool(name: "proofs", threadCount: 1, queueLimit: ProofPool.queueLimit)

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { try? await pool.run(work) }
}
