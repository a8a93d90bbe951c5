import Accounts
import Chat
import Domain
import EventLoop
import Foundation
import Mail

/// A password pool whose threads stand still while the test holds them.
final class GatedPool: HeavyWork, @unchecked Sendable {
    static let threadCount = 2
    static let queueLimit = 32

    private let pool = WorkerPool(name: "gated", threadCount: threadCount, queueLimit: queueLimit)
    // Guards `isShut`.
    private let condition = NSCondition()
    private var isShut = false

    func shut() { condition.withLock { isShut = true } }

    func open() {
        condition.withLock { isShut = false }
        condition.broadcast()
    }

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        try? await pool.run {
            self.condition.withLock { while self.isShut { self.condition.wait() } }
            return work()
        }
    }
}
