import Testing

@testable import Crypto

@Suite struct SkippedKeysTests {
    private static let day: Int64 = 86_400

    @Test func `a gap as large as the limit opens and one more does not`() throws {
        var pair = try RatchetPair.settled(seed: 40)
        let envelopes = try (0...2_001).map { try pair.seal([UInt8($0 & 255)], from: .acceptor) }
        pair.expectRefused(envelopes[2_001], at: .asker, with: .jumpTooLarge(found: 2_001, limit: 2_000))
        try pair.open(envelopes[2_000], at: .asker)
        #expect(pair.asker.skippedCount == 2_000)
        try pair.restore(.asker)
        for index in [0, 1_999, 63, 64, 1_000] { #expect(try pair.open(envelopes[index], at: .asker) == [UInt8(index & 255)]) }
        #expect(pair.asker.skippedCount == 1_995)
    }

    @Test func `past the limit the oldest keys go first`() throws {
        var pair = try RatchetPair.settled(seed: 41)
        let older = try (0...1_500).map { _ in try pair.seal([1], from: .acceptor) }
        try pair.open(older[1_500], at: .asker)
        try pair.open(try pair.seal([0], from: .asker), at: .acceptor)
        let newer = try (0...1_500).map { _ in try pair.seal([2], from: .acceptor) }
        try pair.open(newer[1_500], at: .asker)
        #expect(pair.asker.skippedCount == 2_000)
        pair.expectRefused(older[0], at: .asker, with: .alreadyOpened)
        pair.expectRefused(older[999], at: .asker, with: .alreadyOpened)
        #expect(try pair.open(older[1_000], at: .asker) == [1])
        #expect(try pair.open(older[1_499], at: .asker) == [1])
        #expect(try pair.open(newer[0], at: .asker) == [2])
    }

    @Test func `as many chains as keys are kept, each with its header key, and the oldest chains go first`() throws {
        var pair = try RatchetPair.settled(seed: 45)
        var lost: [[UInt8]] = []
        for _ in 0...RatchetLimits.skippedStored {
            lost.append(try pair.seal([1], from: .acceptor))
            try pair.open(try pair.seal([2], from: .acceptor), at: .asker)
            try pair.open(try pair.seal([3], from: .asker), at: .acceptor)
        }
        #expect(pair.asker.skippedCount == RatchetLimits.skippedStored)
        #expect(pair.asker.core.skipped.chains.count == RatchetLimits.skippedStored)
        #expect(pair.asker.encode().count <= RatchetLimits.stateByteCount)
        try pair.restore(.asker)
        pair.expectRefused(lost[0], at: .asker, with: .headerNotAuthentic)
        for index in [1, 2_000, 1_000] { #expect(try pair.open(lost[index], at: .asker) == [1]) }
        // One large gap puts all of them out at once.
        for _ in 0..<RatchetLimits.skippedInOneStep { _ = try pair.seal([0], from: .acceptor) }
        try pair.open(try pair.seal([2], from: .acceptor), at: .asker)
        #expect(pair.asker.core.skipped.chains.count == 1)
        #expect(pair.asker.skippedCount == RatchetLimits.skippedStored)
    }

    @Test func `a chain ends before its numbers begin again`() throws {
        let keys = (SecretBytes.random(32), SecretBytes.random(32))
        var chain = RatchetChain(headerKey: keys.0, chainKey: keys.1, number: .max - 1)
        var code = HMACSHA256()
        _ = try chain.advance(with: &code)
        #expect(throws: RatchetError.chainExhausted) { try chain.advance(with: &code) }
    }

    @Test func `a key is kept for 31 days and no longer`() throws {
        var pair = try RatchetPair.settled(seed: 42)
        let start = 20_000 * Self.day + 3_600
        let early = try pair.seal([1], from: .acceptor)
        let late = try pair.seal([2], from: .acceptor)
        try pair.open(try pair.seal([3], from: .acceptor), at: .asker, now: start)
        #expect(pair.asker.skippedCount == 2)
        try pair.open(early, at: .asker, now: start + 31 * Self.day)
        // A refused envelope changes nothing, so the expired key goes with the next one that opens.
        pair.expectRefused(late, at: .asker, with: .alreadyOpened, now: start + 32 * Self.day)
        try pair.open(try pair.seal([4], from: .acceptor), at: .asker, now: start + 32 * Self.day)
        #expect(pair.asker.skippedCount == 0)
    }

    @Test func `a clock set back forgets nothing, one set to either end of time does not trap`() throws {
        var pair = try RatchetPair.settled(seed: 43)
        let early = try pair.seal([1], from: .acceptor)
        try pair.open(try pair.seal([2], from: .acceptor), at: .asker, now: 20_000 * Self.day)
        try pair.open(try pair.seal([3], from: .acceptor), at: .asker, now: .min)
        try pair.open(try pair.seal([4], from: .acceptor), at: .asker, now: 0)
        #expect(pair.asker.skippedCount == 1)
        var aged = pair
        try aged.open(try aged.seal([5], from: .acceptor), at: .asker, now: .max)
        #expect(aged.asker.skippedCount == 0)
        #expect(try pair.open(early, at: .asker, now: 20_000 * Self.day) == [1])
    }

    @Test func `keys of one day share blocks, keys of two days don't`() throws {
        var pair = try RatchetPair.settled(seed: 44)
        for index in 0..<200 {
            _ = try pair.seal([0], from: .acceptor)
            try pair.open(try pair.seal([1], from: .acceptor), at: .asker, now: index < 100 ? 0 : Self.day)
        }
        #expect(pair.asker.core.skipped.chains.map { $0.blocks.map(\.numbers.count) } == [[64, 36, 64, 36]])
        #expect(pair.asker.skippedCount == 200)
        let numbers = pair.asker.core.skipped.chains.flatMap { $0.blocks.flatMap(\.numbers) }
        #expect(numbers == (0..<200).map { UInt32($0) * 2 })
    }
}
