import Bytes
import Testing

@testable import Crypto

@Suite struct RatchetStateTests {
    /// A session with every part in its state: both chains, skipped keys of two chains.
    private func full(seed: UInt64) throws -> RatchetPair {
        var pair = try RatchetPair.settled(seed: seed)
        for _ in 0..<2 {
            for _ in 0..<3 { _ = try pair.seal([0], from: .acceptor) }
            try pair.open(try pair.seal([1], from: .acceptor), at: .asker)
            try pair.open(try pair.seal([2], from: .asker), at: .acceptor)
        }
        return pair
    }

    private func decode(_ bytes: [UInt8]) throws -> RatchetSession { try RatchetSession(decoding: SecretBytes(copying: bytes)) }

    @Test func `what was encoded decodes to the same state`() throws {
        let pairs = [try RatchetPair(seed: 50), try .settled(seed: 51), try full(seed: 52)]
        for session in pairs.flatMap({ [$0.acceptor, $0.asker] }) {
            let state = session.encode()
            #expect(try RatchetSession(decoding: state).encode() == state)
        }
        #expect(pairs[2].asker.skippedCount == 6)
    }

    @Test func `a state cut at any byte, or with one too many, is refused`() throws {
        let state = try full(seed: 53).asker.encode().exposed()
        for count in 0..<state.count {
            #expect(throws: RatchetError.self) { try decode(Array(state.prefix(count))) }
        }
        #expect(throws: RatchetError.malformedState(.trailingBytes(1))) { try decode(state + [0]) }
        let huge = [UInt8](repeating: 1, count: RatchetLimits.stateByteCount + 1)
        #expect(throws: RatchetError.malformedState(.overLimit(found: huge.count, limit: RatchetLimits.stateByteCount))) {
            try decode(huge)
        }
    }

    @Test func `another version and unknown parts are refused`() throws {
        var state = try full(seed: 54).asker.encode().exposed()
        state[1] |= 8
        #expect(throws: RatchetError.malformedState(.invalidValue)) { try decode(state) }
        state[0] = 2
        #expect(throws: RatchetError.unknownVersion(2)) { try decode(state) }
    }

    @Test func `a state changed anywhere is refused or decodes, and never traps`() throws {
        let state = try full(seed: 55).asker.encode().exposed()
        var source = SeededSource(55)
        for index in state.indices {
            for value in [0, 0xff, UInt8.random(in: 0...255, using: &source)] {
                var changed = state
                changed[index] = value
                guard let session = try? decode(changed) else { continue }
                #expect(session.encode().count == state.count)
                _ = try? session.opening(source.bytes(116), associatedData: [], now: 0)
            }
        }
    }

    @Test func `the longest honest state is within its limit`() throws {
        var pair = try RatchetPair.settled(seed: 56)
        let envelopes = try (0...2_000).map { _ in try pair.seal([0], from: .acceptor) }
        try pair.open(envelopes[2_000], at: .asker)
        let state = pair.asker.encode()
        #expect(state.count <= RatchetLimits.stateByteCount)
        #expect(try RatchetSession(decoding: state).skippedCount == 2_000)
    }

    @Test func `a printed session tells no key`() throws {
        let pair = try full(seed: 57)
        var text = ""
        dump(pair.asker, to: &text)
        let root = pair.asker.core.rootKey.exposed()
        #expect(!text.contains(root.prefix(3).map { "\($0)" }.joined(separator: ", ")))
        #expect(!text.contains(Hex.encode(root.prefix(3))))
    }
}
