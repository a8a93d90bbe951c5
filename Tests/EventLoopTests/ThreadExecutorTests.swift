import Foundation
import Testing

@testable import EventLoop

@Suite struct ThreadExecutorTests {
    /// An actor that blocks for its living.
    actor Ledger {
        let executor: ThreadExecutor
        private(set) var entries: [Int] = []

        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        init(_ executor: ThreadExecutor) { self.executor = executor }

        func enter(_ entry: Int) { entries.append(entry) }
        func threadName() -> String {
            (try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8).trimmingCharacters(in: .newlines)) ?? ""
        }
        func isOnItsThread() -> Bool { executor.isCurrent }
        func isInterruptible() -> Bool {
            var blocked = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &blocked)
            return sigismember(&blocked, SIGTERM) == 0
        }
    }

    @Test func `an actor runs on the thread of its executor, which has the name given, cut to 15 bytes`() async {
        let executor = ThreadExecutor(name: "a name longer than that")
        defer { executor.stop() }
        let ledger = Ledger(executor)
        #expect(await ledger.isOnItsThread())
        #expect(!executor.isCurrent)
        #expect(await ledger.threadName() == "a name longer t")
    }

    @Test func `signals are left to the loop`() async {
        let executor = ThreadExecutor(name: "test")
        defer { executor.stop() }
        #expect(await Ledger(executor).isInterruptible() == false)
    }

    @Test func `jobs run in the order in which they came`() async {
        let executor = ThreadExecutor(name: "test")
        defer { executor.stop() }
        let ledger = Ledger(executor)
        for entry in 0..<1000 { executor.perform { ledger.assumeIsolated { $0.enter(entry) } } }
        #expect(await ledger.entries == Array(0..<1000))
    }

    @Test func `many tasks at once are one after the other`() async {
        let executor = ThreadExecutor(name: "test")
        defer { executor.stop() }
        let ledger = Ledger(executor)
        await withTaskGroup(of: Void.self) { group in
            for entry in 0..<1000 { group.addTask { await ledger.enter(entry) } }
        }
        #expect(await ledger.entries.sorted() == Array(0..<1000))
    }

    @Test func `stop runs what is queued, then the thread lets go of the executor`() async {
        let done = Monitor(0)
        weak var remembered: ThreadExecutor?
        do {
            let executor = ThreadExecutor(name: "test")
            remembered = executor
            for _ in 0..<100 { executor.perform { done.change { $0 += 1 } } }
            executor.stop()
        }
        let deadline = ContinuousClock.now + .seconds(10)
        while remembered != nil, ContinuousClock.now < deadline { await Task.yield() }
        #expect(remembered == nil)
        #expect(done.look { $0 } == 100)
    }
}
