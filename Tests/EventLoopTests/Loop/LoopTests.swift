import EventLoop
import Glibc
import Testing

@Suite struct LoopTests {
    init() { Loop.start() }

    @Test func `a spawned task runs on the loop's thread`() async {
        #expect(await spawn { Loop.isCurrent }.value)
    }
}
