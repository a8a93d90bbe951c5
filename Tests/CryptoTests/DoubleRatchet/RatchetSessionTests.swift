import Crypto
import Testing

@Suite struct RatchetSessionTests {
    @Test func `two ends talk in turns`() throws {
        var pair = try RatchetPair(seed: 1)
        for index in 0..<200 {
            let side: RatchetPair.Side = index.isMultiple(of: 2) ? .acceptor : .asker
            let text = pair.source.bytes(index)
            #expect(try pair.open(try pair.seal(text, from: side), at: side.other) == text)
        }
        // The acceptor's first chain uses the key it began with; each later turn has a fresh one.
        #expect(pair.freshKeyCount == 199)
    }

    @Test func `a burst stays on one ratchet key`() throws {
        var pair = try RatchetPair.settled(seed: 2)
        let before = pair.freshKeyCount
        for side in RatchetPair.Side.allCases {
            for index in 0..<100 { #expect(try pair.open(try pair.seal([UInt8(index)], from: side), at: side.other) == [UInt8(index)]) }
        }
        #expect(pair.freshKeyCount == before + 2)
        #expect(pair.acceptor.skippedCount == 0 && pair.asker.skippedCount == 0)
    }

    @Test func `both ends may send at once`() throws {
        var pair = try RatchetPair.settled(seed: 3)
        for _ in 0..<20 {
            let toAsker = try (0..<3).map { try pair.seal([UInt8($0)], from: .acceptor) }
            let toAcceptor = try (0..<3).map { try pair.seal([UInt8($0)], from: .asker) }
            for (index, envelope) in toAsker.enumerated() { #expect(try pair.open(envelope, at: .asker) == [UInt8(index)]) }
            for (index, envelope) in toAcceptor.enumerated() { #expect(try pair.open(envelope, at: .acceptor) == [UInt8(index)]) }
        }
    }

    @Test func `the asker waits for the acceptor's first envelope`() throws {
        var pair = try RatchetPair(seed: 4)
        #expect(throws: RatchetError.nothingReceivedYet) { try pair.seal([1], from: .asker) }
        try pair.open(try pair.seal([1], from: .acceptor), at: .asker)
        #expect(try pair.open(try pair.seal([2], from: .asker), at: .acceptor) == [2])
    }

    @Test func `sealing and opening leave the session they are asked of`() throws {
        let pair = try RatchetPair(seed: 5)
        let before = (pair.acceptor.encode(), pair.asker.encode())
        let (envelope, _) = try pair.acceptor.sealing([1], associatedData: [])
        #expect(try pair.asker.opening(envelope, associatedData: [], now: 0).plaintext == [1])
        #expect(try pair.asker.opening(envelope, associatedData: [], now: 0).plaintext == [1])
        #expect(pair.acceptor.encode() == before.0)
        #expect(pair.asker.encode() == before.1)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 255, 3_880, RatchetLimits.plaintextByteCount])
    func `an envelope has the announced length`(count: Int) throws {
        var pair = try RatchetPair(seed: 6)
        let text = pair.source.bytes(count)
        let envelope = try pair.seal(text, from: .acceptor)
        #expect(envelope.count == RatchetSession.envelopeByteCount(forPlaintext: count))
        #expect(envelope.count <= RatchetLimits.envelopeByteCount)
        #expect(try pair.open(envelope, at: .asker) == text)
    }

    @Test func `a plaintext over the limit is not sealed`() throws {
        var pair = try RatchetPair(seed: 7)
        let limit = RatchetLimits.plaintextByteCount
        #expect(throws: RatchetError.plaintextTooLong(found: limit + 1, limit: limit)) {
            try pair.seal([UInt8](repeating: 0, count: limit + 1), from: .acceptor)
        }
    }

    @Test func `envelopes of one text never look alike, in no part`() throws {
        var pair = try RatchetPair(seed: 8)
        var parts: Set<[UInt8]> = []
        for _ in 0..<50 {
            let envelope = try pair.seal([UInt8](repeating: 0, count: 32), from: .acceptor)
            for start in stride(from: 0, through: envelope.count - 8, by: 4) { parts.insert(Array(envelope[start..<start + 8])) }
        }
        #expect(parts.count == 50 * ((12 + 56 + 48 + 32 - 8) / 4 + 1))
    }

    @Test func `other associated data does not open`() throws {
        var pair = try RatchetPair(seed: 9)
        let envelope = try pair.seal([1], from: .acceptor)
        #expect(throws: RatchetError.bodyNotAuthentic) { try pair.asker.opening(envelope, associatedData: [], now: 0) }
        #expect(try pair.open(envelope, at: .asker) == [1])
    }

    @Test func `a stranger's envelope finds no header key`() throws {
        var (pair, stranger) = (try RatchetPair(seed: 10), try RatchetPair(seed: 11))
        pair.expectRefused(try stranger.seal([1], from: .acceptor), at: .asker, with: .headerNotAuthentic)
        // Nor does an end open what it sealed itself.
        pair.expectRefused(try pair.seal([1], from: .acceptor), at: .acceptor, with: .headerNotAuthentic)
    }

    @Test func `a prekey of low order makes no session`() throws {
        let root = ConnectionRoot.derive(
            sharedSecret: .random(32), requestSecret: .random(32), mode: 1, kemParts: [], askerCapabilities: [], acceptorCapabilities: [])
        #expect(throws: RatchetError.unusableKey) {
            try RatchetSession.acceptor(root: root, remoteKey: AgreementPublicKey([UInt8](repeating: 0, count: 32)))
        }
    }
}
