import Foundation
import Testing

@testable import EventLoop

/// A second engine, which only these tests run and stop: the loop itself serves all other tests meanwhile.
@Suite struct LoopEngineTests {
    /// The numbers that jobs outside actors noted.
    private final class Notes: Sendable {
        private let numbers = Monitor<[Int]>([])

        func add(_ number: Int) { numbers.change { $0.append(number) } }

        var all: [Int] { numbers.look { $0 } }
    }

    private actor Recorder {
        let engine: LoopEngine
        nonisolated var unownedExecutor: UnownedSerialExecutor { engine.executor.asUnownedSerialExecutor() }
        private(set) var numbers: [Int] = []

        init(engine: LoopEngine) { self.engine = engine }

        func record(_ number: Int) { numbers.append(number) }

        func recordAndStop(_ number: Int) {
            numbers.append(number)
            engine.queue.append(.stop)
        }
    }

    @Test func `jobs run in the order in which they were enqueued`() async {
        let engine = LoopEngine()
        let recorder = Recorder(engine: engine)
        let order = Notes()
        for number in 0..<1000 {
            Task(executorPreference: engine.taskExecutor) { order.add(number) }
        }
        let last = Task { await recorder.recordAndStop(1) }
        Thread.detachNewThread { engine.run() }
        await last.value
        #expect(order.all == Array(0..<1000))
    }

    @Test func `a stop before the run ends it, after the jobs before it`() async {
        let engine = LoopEngine()
        let notes = Notes()
        Task(executorPreference: engine.taskExecutor) { notes.add(1) }
        engine.queue.append(.stop)
        engine.run()
        #expect(notes.all == [1])
    }

    @Test func `the engine runs again after a stop`() async {
        let engine = LoopEngine()
        let recorder = Recorder(engine: engine)
        for number in 1...3 {
            let job = Task { await recorder.recordAndStop(number) }
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    engine.run()
                    continuation.resume()
                }
            }
            await job.value
        }
        engine.queue.append(.stop)
        let numbers = Task { await recorder.numbers }
        engine.run()
        while engine.queue.isEmpty { await Task.yield() }
        engine.queue.append(.stop)
        engine.run()
        #expect(await numbers.value == [1, 2, 3])
    }

    @Test func `other threads wake the engine once for a batch`() {
        let engine = LoopEngine()
        for _ in 0..<5 { engine.queue.append(.stop) }
        var count: UInt64 = 0
        #expect(read(engine.queue.wakeDescriptor, &count, 8) == 8)
        #expect(count == 1)
        engine.run()
        engine.queue.append(.stop)
        #expect(read(engine.queue.wakeDescriptor, &count, 8) == 8)
        engine.run()
    }

    @Test func `a burst of jobs gives its memory back`() {
        let engine = LoopEngine()
        var batch: [JobQueue.Entry] = []
        for _ in 0..<100_000 { engine.queue.append(.stop) }
        engine.queue.exchange(with: &batch)
        #expect(batch.count == 100_000)
        engine.queue.exchange(with: &batch)
        #expect(batch.isEmpty)
        engine.queue.exchange(with: &batch)
        #expect(batch.capacity < 100_000)
    }
}
