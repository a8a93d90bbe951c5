import Testing

@testable import Peer

@Suite struct BackoffTests {
    /// The middle of whatever range is asked for.
    private let middle = PeerChance { $0 / 2 }

    @Test func `waits double from thirty seconds to six hours and start again after a reset`() {
        var backoff = Backoff(PeerTiming())
        var waits: [Int64] = []
        for _ in 0..<12 { waits.append(backoff.wait(.later, chance: middle).components.seconds) }
        #expect(waits == [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600])
        backoff.reset()
        #expect(backoff.wait(.later, chance: middle) == .seconds(30))
    }

    @Test func `a wait is its step give or take a half`() {
        var shortest = Backoff(PeerTiming())
        var longest = Backoff(PeerTiming())
        for step in [30, 60, 120] {
            #expect(shortest.wait(.later, chance: PeerChance { _ in 0 }) == .seconds(step) / 2)
            #expect(longest.wait(.later, chance: PeerChance { $0 - 1 }) == .seconds(step) * 3 / 2)
        }
    }

    @Test func `after an accident on the way the wait stays within minutes`() {
        var backoff = Backoff(PeerTiming())
        for _ in 0..<12 { _ = backoff.wait(.later, chance: middle) }
        for _ in 0..<3 { #expect(backoff.wait(.soon, chance: middle) == .seconds(300)) }
    }
}
