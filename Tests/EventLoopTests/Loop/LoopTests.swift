import EventLoop
import Glibc
import Testing

@Suite struct LoopTests {
    init() { Loop.start() }

    @Loop private final class Counter {
        var value = 0

        nonisolated init() {}
    }

    /// An actor of a module that does not know this one, living on the loop by its executor alone.
    private actor Guest {
        private let executor: any SerialExecutor
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        init(executor: any SerialExecutor) { self.executor = executor }

        func thread() -> pthread_t { pthread_self() }
    }

    @Test func `the loop can be started any number of times`() async {
        for _ in 0..<10 { Loop.start() }
        #expect(await spawn { Loop.isCurrent }.value)
    }

    @Test func `no other thread is the loop's`() {
        #expect(!Loop.isCurrent)
    }

    @Test func `a spawned task stays on the loop's thread across every suspension`() async throws {
        try await spawn {
            let thread = pthread_self()
            for _ in 0..<100 {
                await Task.yield()
                #expect(pthread_self() == thread)
                try await sleep(for: .zero)
                #expect(pthread_self() == thread)
                await elsewhere()
                #expect(pthread_self() == thread)
            }
        }.value
    }

    @Test func `outside actors a spawned task stays on the loop's thread too`() async {
        let loopThread = await spawn { pthread_self() }.value
        #expect(await spawn { await threadOutsideActors() }.value == loopThread)
    }

    @Test func `an actor that was given the loop's executor lives on the loop`() async {
        let guest = Guest(executor: Loop.serialExecutor)
        let loopThread = await spawn { pthread_self() }.value
        #expect(await guest.thread() == loopThread)
        #expect(await spawn { await guest.thread() }.value == loopThread)
    }

    @Test func `tasks of other executors reach the loop from many threads at once`() async {
        let counter = Counter()
        await withTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<2000 { await spawn { counter.value += 1 }.value }
                }
            }
        }
        #expect(await counter.value == 32_000)
    }

    @Test func `an idle loop wakes for a job of another thread`() async throws {
        for _ in 0..<200 {
            let answer = await Task.detached { await onLoop() }.value
            #expect(answer)
        }
    }

    @Test func `a million small jobs all run`() async {
        let counter = Counter()
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<250 {
                        await spawn {
                            for _ in 0..<1000 { spawn { counter.value += 1 } }
                        }.value
                    }
                }
            }
        }
        // The last jobs were enqueued before this one.
        #expect(await spawn { counter.value }.value == 1_000_000)
    }

    @Test func `a chain of short jobs does not keep the timers waiting`() async {
        let hasFired = await spawn {
            let fired = Counter()
            let timer = LoopTimer(after: .milliseconds(5)) { fired.value = 1 }
            // The chain ends by itself: a loop that keeps its timers waiting fails here, and does not hang.
            let end = ContinuousClock.now + .seconds(20)
            while fired.value == 0, ContinuousClock.now < end { await Task.yield() }
            timer.cancel()
            return fired.value == 1
        }.value
        #expect(hasFired)
    }

    @Test func `a flood of jobs does not keep the timers and sockets waiting`() async {
        await spawn {
            let fired = Counter()
            _ = LoopTimer(after: .zero) { fired.value = 1 }
            for _ in 0..<50_000 { spawn {} }
            #expect(await spawn { fired.value }.value == 1)
        }.value
    }

    @Test func `a spawned task hands on its result and its error`() async throws {
        struct Refusal: Error {}
        #expect(await spawn { 7 }.value == 7)
        await #expect(throws: Refusal.self) { try await spawn { throw Refusal() }.value }
    }
}

@Loop private func onLoop() -> Bool { Loop.isCurrent }

/// Leaves the loop for the global pool and comes back.
private func elsewhere() async {
    await Task.detached { await Task.yield() }.value
}

@concurrent private func threadOutsideActors() async -> pthread_t { pthread_self() }
