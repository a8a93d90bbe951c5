import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct BackOffTests {
    private static let start: Int64 = 1_790_000_000

    /// What is remembered after wrong passwords at those moments.
    private func after(_ moments: [Int64]) -> BackOff {
        moments.reduce(BackOff()) { $0.after(isRight: false, at: $1) }
    }

    @Test func `a few wrong passwords close nothing`() {
        let state = after((0..<4).map { Self.start + $0 })
        #expect(!(0...86_400).contains { state.isClosed(at: Self.start + $0) })
    }

    @Test func `more close the name, after time to get in, for a few seconds`() {
        let state = after((0..<5).map { Self.start + $0 })
        let closed = (0...7200).filter { state.isClosed(at: Self.start + $0) }
        #expect(closed == Array(19..<24))
    }

    @Test func `an attempt at a closed name changes nothing, be it right or wrong`() {
        let state = after((0..<5).map { Self.start + $0 })
        for second in Self.start + 19..<Self.start + 24 {
            #expect(state.after(isRight: false, at: second) == state)
            #expect(state.after(isRight: true, at: second) == state)
        }
    }

    @Test func `the right password at an open name forgets all`() {
        let state = after((0..<5).map { Self.start + $0 })
        #expect(state.after(isRight: true, at: Self.start + 18) == BackOff())
        #expect(state.after(isRight: true, at: Self.start + 24) == BackOff())
    }

    @Test func `ten quiet minutes forget all`() {
        let state = after((0..<5).map { Self.start + $0 })
        let late = state.after(isRight: false, at: Self.start + 24 + 600)
        #expect((late.level, late.wrongCount) == (0, 1))
        #expect(state.after(isRight: false, at: Self.start + 24 + 599).level == 2)
    }

    @Test(arguments: [1, 3, 15, 16, 30, 61])
    func `whoever guesses for a day never closes a name for over a minute, nor opens it for under fifteen seconds`(pause: Int64) {
        var state = BackOff()
        var closedRuns: [Int64] = []
        var openRuns: [Int64] = []
        var (run, wasClosed) = (Int64(0), false)
        for second in Self.start..<Self.start + 86_400 {
            let isClosed = state.isClosed(at: second)
            if isClosed != wasClosed {
                if wasClosed { closedRuns.append(run) } else { openRuns.append(run) }
                (run, wasClosed) = (0, isClosed)
            }
            run += 1
            if (second - Self.start) % pause == 0 { state = state.after(isRight: false, at: second) }
        }
        #expect((closedRuns.max() ?? 0) <= 60)
        #expect((openRuns.min() ?? 15) >= 15)
        // And it does slow down who never pauses: a fifth of the time is left.
        if pause == 1 {
            #expect(closedRuns.prefix(5) == [5, 10, 20, 40, 60])
            #expect(openRuns.reduce(0, +) < 86_400 * 21 / 100)
        }
    }

    @Test func `a member who tries every fifteen seconds gets in within 75, whenever they begin`() {
        var state = BackOff()
        var attacked: [BackOff] = []
        for second in Self.start..<Self.start + 3600 {
            attacked.append(state)
            state = state.after(isRight: false, at: second)
        }
        for begin in 0..<3600 - 90 {
            let tries = stride(from: begin, through: begin + 75, by: 15)
            #expect(tries.contains { !attacked[$0].isClosed(at: Self.start + Int64($0)) }, "from second \(begin)")
        }
    }

    @Test func `a clock that jumps keeps nobody out for longer`() {
        for jump in [-86_400 * 3650, -3600, -1, 1, 3600, 86_400 * 3650] as [Int64] {
            var state = after((0..<5).map { Self.start + $0 })
            var closed = 0
            for second in 0..<300 as Range<Int64> {
                let now = Self.start + 20 + jump + second
                closed = state.isClosed(at: now) ? closed + 1 : 0
                #expect(closed <= 60, "after a jump of \(jump) s")
                state = state.after(isRight: false, at: now)
            }
            #expect(state.level > 0, "guesses are slowed down after a jump of \(jump) s")
        }
    }

    @Test func `what is stored is read back, and nothing else is read`() throws {
        for state in [BackOff(), after([Self.start]), after((0..<9).map { Self.start + $0 * 90 })] {
            #expect(BackOff(decoding: state.encode()) == state)
        }
        let bytes = after([Self.start]).encode()
        // Whoever has given all free attempts is at a level: neither goes without the other.
        let contradictions = [[5, 0], [4, 1]].map { $0 + bytes.dropFirst(2) }
        for bad in [[], Array(bytes.dropLast()), bytes + [0], [6] + bytes.dropFirst(), [5, 6] + bytes.dropFirst(2)] + contradictions {
            #expect(BackOff(decoding: bad) == nil)
        }
        // Any moment may be stored: sums stay within their type.
        for moment in [Int64.min, .max] {
            for level in 0...5 as ClosedRange<UInt8> {
                let bytes: [UInt8] = [level == 0 ? 4 : 5, level] + withUnsafeBytes(of: moment.bigEndian, Array.init)
                let state = try #require(BackOff(decoding: bytes))
                for now in [Int64.min, 0, .max] { _ = state.after(isRight: false, at: now).isClosed(at: now) }
            }
        }
    }
}
