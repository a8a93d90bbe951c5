import EventLoop
import Glibc
import Testing

@Suite struct SignalSourceTests {
    init() { Loop.start() }

    @Loop private final class Counter {
        var value = 0
    }

    @Test func `a signal becomes a call on the loop, each time`() async {
        await spawn {
            let counter = Counter()
            let source = SignalSource(SIGUSR1) {
                #expect(Loop.isCurrent)
                counter.value += 1
            }
            for expected in 1...3 {
                kill(getpid(), SIGUSR1)
                #expect(await eventually { counter.value == expected })
            }
            source.cancel()
            source.cancel()
        }.value
    }

    @Test func `two signals have two sources`() async {
        await spawn {
            let first = Counter()
            let second = Counter()
            let sources = [SignalSource(SIGUSR2) { first.value += 1 }, SignalSource(SIGWINCH) { second.value += 1 }]
            kill(getpid(), SIGUSR2)
            #expect(await eventually { first.value == 1 })
            kill(getpid(), SIGWINCH)
            #expect(await eventually { second.value == 1 })
            #expect(first.value == 1)
            for source in sources { source.cancel() }
        }.value
    }

    @Test func `a write to a pipe nobody reads does not end the process`() async {
        await spawn {}.value
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        #expect(write(ends[1], "x", 1) == -1)
        #expect(errno == EPIPE)
        close(ends[1])
    }
}
