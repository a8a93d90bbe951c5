import Testing

@testable import TorControl

struct RestartBackoffTests {
    @Test func `delays double from one second to a minute, within half and one and a half`() {
        var low = RestartBackoff(), high = RestartBackoff()
        #expect((0..<8).map { _ in low.next(random: 0) } == [0.5, 1, 2, 4, 8, 16, 30, 30].map { Duration.seconds($0) })
        for base in [1, 2, 4, 8, 16, 32] { #expect(high.next(random: 999) == .milliseconds(base * 1_499)) }
        #expect(high.next(random: 999) == RestartBackoff.maximumDelay)
        #expect(low.next(random: .max) <= RestartBackoff.maximumDelay)
        low.reset()
        #expect(low.next(random: 500) == .seconds(1))
    }
}
