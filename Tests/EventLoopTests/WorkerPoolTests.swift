import Testing

@testable import EventLoop

@Suite struct WorkerPoolTests {
    @Test func `work runs and its value comes back`() async throws {
        let pool = WorkerPool(name: "test", threadCount: 2, queueLimit: 4)
        #expect(try await pool.run { 6 * 7 } == 42)
    }

    @Test func `no more pieces run at once than there are threads`() async throws {
        let pool = WorkerPool(name: "test", threadCount: 3, queueLimit: 100)
        let count = Monitor((running: 0, highest: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await pool.run {
                        count.change { $0 = ($0.running + 1, max($0.highest, $0.running + 1)) }
                        count.change { $0.running -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(count.look { $0.highest } <= 3)
    }

    @Test func `one piece over the limit is refused at once, and later there is room again`() async throws {
        let pool = WorkerPool(name: "test", threadCount: 1, queueLimit: 1)
        let gate = Monitor(false)
        let started = AsyncStream<Void>.makeStream()
        async let first: Void = pool.run {
            started.continuation.yield()
            gate.take { $0 ? () : nil }
        }
        for await _ in started.stream { break }
        async let second = pool.run { 2 }
        while pool.admittedCount < 2 { await Task.yield() }
        await #expect(throws: WorkerPoolError.full) { try await pool.run { 3 } }
        gate.changeForAll { $0 = true }
        try await first
        #expect(try await second == 2)
        #expect(try await pool.run { 4 } == 4)
    }

    @Test func `a stopped pool finishes what it took and refuses the rest`() async throws {
        let pool = WorkerPool(name: "test", threadCount: 1, queueLimit: 8)
        let gate = Monitor(false)
        async let taken = pool.run {
            gate.take { $0 ? () : nil }
            return "done"
        }
        while pool.admittedCount < 1 { await Task.yield() }
        pool.stop()
        await #expect(throws: WorkerPoolError.stopped) { try await pool.run { "late" } }
        gate.changeForAll { $0 = true }
        #expect(try await taken == "done")
    }

    @Test func `the errors have plain words`() {
        #expect("\(WorkerPoolError.full)" == "too much work waits already; try again in a moment")
        #expect("\(WorkerPoolError.stopped)" == "the workers have been stopped")
    }
}
