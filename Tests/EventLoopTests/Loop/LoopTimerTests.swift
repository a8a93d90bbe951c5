import EventLoop
import Glibc
import Testing

@Suite struct LoopTimerTests {
    init() { Loop.start() }

    @Loop private final class Log {
        var entries: [String] = []
    }

    @Test func `timers fire on the loop in the order of their times`() async {
        await spawn {
            let log = Log()
            _ = LoopTimer(after: .milliseconds(60)) { log.entries.append("late") }
            _ = LoopTimer(after: .milliseconds(20)) {
                #expect(Loop.isCurrent)
                log.entries.append("early")
            }
            _ = LoopTimer(after: .seconds(-5)) { log.entries.append("at once") }
            #expect(await eventually { log.entries.count == 3 })
            #expect(log.entries == ["at once", "early", "late"])
        }.value
    }

    @Test func `a cancelled timer does not fire`() async {
        await spawn {
            let log = Log()
            let timer = LoopTimer(after: .milliseconds(10)) { log.entries.append("never") }
            #expect(timer.isPending)
            timer.cancel()
            timer.cancel()
            #expect(!timer.isPending)
            _ = LoopTimer(after: .milliseconds(30)) { log.entries.append("after") }
            #expect(await eventually { !log.entries.isEmpty })
            #expect(log.entries == ["after"])
        }.value
    }

    @Test func `a repeating timer fires until it is cancelled, also from its own action`() async {
        await spawn {
            let log = Log()
            var timer: LoopTimer?
            timer = LoopTimer(after: .milliseconds(2), repeating: true) {
                log.entries.append("tick")
                if log.entries.count == 3 { timer?.cancel() }
            }
            #expect(await eventually { timer?.isPending == false })
            #expect(log.entries.count == 3)
        }.value
    }

    @Test func `a timer lets go of what its action holds`() async {
        await spawn {
            weak var fired: Log?
            weak var cancelled: Log?
            do {
                let first = Log()
                let second = Log()
                fired = first
                cancelled = second
                _ = LoopTimer(after: .zero) { first.entries.append("fired") }
                LoopTimer(after: patience) { second.entries.append("never") }.cancel()
            }
            #expect(await eventually { fired == nil && cancelled == nil })
        }.value
    }

    @Test func `the longest duration is only a long wait`() async {
        await spawn {
            let timer = LoopTimer(after: .seconds(Int64.max)) {}
            #expect(timer.isPending)
            timer.cancel()
        }.value
    }

    @Test func `a sleep lasts as long as it says, give or take the kernel's tick`() async throws {
        try await spawn {
            let start = ContinuousClock.now
            try await sleep(for: .milliseconds(30))
            #expect(ContinuousClock.now - start >= .milliseconds(25))
        }.value
    }

    @Test func `a cancelled sleep ends at once`() async {
        await spawn {
            let start = ContinuousClock.now
            let sleeper = spawn { try await sleep(for: .seconds(3600)) }
            await Task.yield()
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
            let late = spawn {
                withUnsafeCurrentTask { $0?.cancel() }
                try await sleep(for: .seconds(3600))
            }
            await #expect(throws: CancellationError.self) { try await late.value }
            #expect(ContinuousClock.now - start < patience)
        }.value
    }
}
