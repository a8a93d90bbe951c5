import Testing

@testable import Crypto

@Suite struct RatchetForgeryTests {
    @Test func `an envelope changed at any byte leaves the session as it was`() throws {
        var pair = try RatchetPair.settled(seed: 30)
        let envelope = try pair.seal(Array("a forged message".utf8), from: .acceptor)
        for index in envelope.indices {
            var changed = envelope
            changed[index] ^= 0x10
            let isHeader = index < RatchetHeader.sealedByteCount
            pair.expectRefused(changed, at: .asker, with: isHeader ? .headerNotAuthentic : .bodyNotAuthentic)
        }
        #expect(try pair.open(envelope, at: .asker) == Array("a forged message".utf8))
    }

    @Test func `an envelope cut or lengthened anywhere leaves the session as it was`() throws {
        var pair = try RatchetPair.settled(seed: 31)
        let envelope = try pair.seal(Array("a message that is longer than one block".utf8), from: .acceptor)
        for count in 0..<envelope.count { pair.expectRefused(Array(envelope.prefix(count)), at: .asker) }
        for count in 1...33 { pair.expectRefused(envelope + [UInt8](repeating: 0, count: count), at: .asker) }
        let huge = envelope + [UInt8](repeating: 0, count: 16 * 4_096)
        pair.expectRefused(huge, at: .asker, with: .wrongLength(huge.count))
        try pair.open(envelope, at: .asker)
    }

    @Test func `an envelope opens once`() throws {
        var pair = try RatchetPair.settled(seed: 32)
        let first = try pair.seal([1], from: .acceptor)
        let second = try pair.seal([2], from: .acceptor)
        try pair.open(second, at: .asker)
        pair.expectRefused(second, at: .asker, with: .alreadyOpened)
        try pair.open(first, at: .asker)
        pair.expectRefused(first, at: .asker, with: .alreadyOpened)
        pair.expectRefused(second, at: .asker, with: .alreadyOpened)
        // After the next turn the old chain's header key is gone, for nothing of that chain is missing.
        try pair.open(try pair.seal([3], from: .asker), at: .acceptor)
        try pair.open(try pair.seal([4], from: .acceptor), at: .asker)
        pair.expectRefused(first, at: .asker, with: .headerNotAuthentic)
    }

    @Test func `header and body of two envelopes don't go together`() throws {
        var pair = try RatchetPair.settled(seed: 33)
        let first = try pair.seal([1], from: .acceptor)
        let second = try pair.seal([2], from: .acceptor)
        let count = RatchetHeader.sealedByteCount
        pair.expectRefused(Array(first.prefix(count) + second.dropFirst(count)), at: .asker, with: .bodyNotAuthentic)
        pair.expectRefused(Array(second.prefix(count) + first.dropFirst(count)), at: .asker, with: .bodyNotAuthentic)
        try pair.open(first, at: .asker)
        try pair.open(second, at: .asker)
    }

    /// What a contact with a changed program can make: an authentic header that says anything, before a body of chance.
    private func crafted(_ pair: inout RatchetPair, _ header: RatchetHeader, with key: SecretBytes) -> [UInt8] {
        let nonce = pair.source.bytes(12)
        let sealed = [UInt8](capacity: RatchetHeader.sealedByteCount) { output in header.seal(with: key, nonce: nonce, into: &output) }
        return sealed + pair.source.bytes(64)
    }

    @Test(arguments: [2_001, 10_000, 1_000_000_000, UInt32.max]) func `a large jump costs nothing and changes nothing`(jump: UInt32) throws
    {
        var pair = try RatchetPair.settled(seed: 34)
        let remoteKey = pair.acceptor.core.ratchetKey.publicKey
        let error = RatchetError.jumpTooLarge(found: Int(jump), limit: RatchetLimits.skippedInOneStep)

        let number = RatchetHeader(ratchetKey: remoteKey, previousCount: 0, number: jump)
        pair.expectRefused(crafted(&pair, number, with: pair.asker.core.nextReceivingHeaderKey), at: .asker, with: error)

        // The asker has received one envelope of the chain that this header closes.
        let previous = RatchetHeader(ratchetKey: remoteKey, previousCount: jump, number: 0)
        let found = RatchetError.jumpTooLarge(found: Int(jump) - 1, limit: RatchetLimits.skippedInOneStep)
        if jump > 2_001 {
            pair.expectRefused(crafted(&pair, previous, with: pair.asker.core.nextReceivingHeaderKey), at: .asker, with: found)
        }

        try pair.open(try pair.seal([1], from: .acceptor), at: .asker)
        let chain = try #require(pair.asker.core.receiving)
        let key = try #require(pair.asker.core.remoteKey)
        let same = RatchetHeader(ratchetKey: key, previousCount: 1, number: jump)
        if jump > 2_001 { pair.expectRefused(crafted(&pair, same, with: chain.headerKey), at: .asker, with: found) }
    }

    @Test func `a ratchet key of low order in an authentic header is refused`() throws {
        var pair = try RatchetPair.settled(seed: 35)
        let zero = try AgreementPublicKey([UInt8](repeating: 0, count: 32))
        let header = RatchetHeader(ratchetKey: zero, previousCount: 1, number: 0)
        pair.expectRefused(crafted(&pair, header, with: pair.asker.core.nextReceivingHeaderKey), at: .asker, with: .unusableKey)
    }

    @Test func `a second step without an answer in between is out of turn`() throws {
        var pair = try RatchetPair(seed: 36)
        try pair.open(try pair.seal([1], from: .acceptor), at: .asker)
        let header = RatchetHeader(ratchetKey: try pair.source.agreementKey().publicKey, previousCount: 1, number: 0)
        pair.expectRefused(crafted(&pair, header, with: pair.asker.core.nextReceivingHeaderKey), at: .asker, with: .stepOutOfTurn)
    }

    @Test func `a header that names another ratchet key than its chain's is refused`() throws {
        var pair = try RatchetPair.settled(seed: 37)
        try pair.open(try pair.seal([1], from: .acceptor), at: .asker)
        let chain = try #require(pair.asker.core.receiving)
        let header = RatchetHeader(ratchetKey: try pair.source.agreementKey().publicKey, previousCount: 1, number: 1)
        pair.expectRefused(crafted(&pair, header, with: chain.headerKey), at: .asker, with: .headerNotAuthentic)
    }

    @Test func `bytes of chance never open and never trap`() throws {
        var pair = try RatchetPair.settled(seed: 38)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...300, using: &pair.source)
            pair.expectRefused(pair.source.bytes(count), at: .asker)
        }
    }
}
