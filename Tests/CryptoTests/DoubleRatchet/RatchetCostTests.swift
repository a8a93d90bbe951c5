import Foundation
import Testing

@testable import Crypto

/// What refusing costs, by what was computed and what was allocated, not by the clock: whoever sends nonsense must not make us work.
@Suite struct RatchetCostTests {
    private static let tooFar = UInt32(RatchetLimits.skippedInOneStep + 1)

    /// What a contact with a changed program can make: an authentic header that says anything, before a body of chance.
    private static func crafted(
        _ pair: inout RatchetPair, key: AgreementPublicKey, number: UInt32, previousCount: UInt32
    ) -> [UInt8] {
        let header = RatchetHeader(ratchetKey: key, previousCount: previousCount, number: number)
        let (headerKey, nonce) = (pair.asker.core.nextReceivingHeaderKey, pair.source.bytes(12))
        let sealed = [UInt8](capacity: RatchetHeader.sealedByteCount) { output in
            header.seal(with: headerKey, nonce: nonce, into: &output)
        }
        return sealed + pair.source.bytes(64)
    }

    /// The most memory that this process ever had, in bytes.
    private static func peakByteCount() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 1024
    }

    @Test func `both jumps are judged before the first computation`() throws {
        var pair = try RatchetPair.settled(seed: 60)
        // With this key the step itself can't be computed: who gets that far says so.
        let zero = try AgreementPublicKey([UInt8](repeating: 0, count: 32))
        let near = Self.crafted(&pair, key: zero, number: Self.tooFar - 1, previousCount: Self.tooFar)
        pair.expectRefused(near, at: .asker, with: .unusableKey)
        for jump: UInt32 in [Self.tooFar, 1_000_000_000, .max - 1] {
            let error = RatchetError.jumpTooLarge(found: Int(jump), limit: RatchetLimits.skippedInOneStep)
            pair.expectRefused(Self.crafted(&pair, key: zero, number: jump, previousCount: 1), at: .asker, with: error)
            // The chain that such a header closes has had one message.
            pair.expectRefused(Self.crafted(&pair, key: zero, number: 0, previousCount: jump + 1), at: .asker, with: error)
        }
    }

    @Test func `refused jumps and forged headers take no memory, however many and however far`() async {
        await #expect(processExitsWith: .success) {
            var pair = try RatchetPair.settled(seed: 61)
            // Older chains of which keys are kept: their header keys are tried as well.
            for _ in 0..<20 {
                _ = try pair.seal([0], from: .acceptor)
                try pair.open(try pair.seal([1], from: .acceptor), at: .asker)
                try pair.open(try pair.seal([2], from: .asker), at: .acceptor)
            }
            var bad: [[UInt8]] = []
            for jump: UInt32 in [Self.tooFar, 1_000_000_000, .max] {
                let key = try pair.source.agreementKey().publicKey
                bad.append(Self.crafted(&pair, key: key, number: jump, previousCount: 1))
                bad.append(Self.crafted(&pair, key: key, number: 0, previousCount: .max - jump))
                bad.append(pair.source.bytes(RatchetSession.envelopeByteCount(forPlaintext: 64)))
            }
            let refuse = { (count: Int) in
                for index in 0..<count {
                    let opened = try? pair.asker.opening(bad[index % bad.count], associatedData: RatchetPair.associatedData, now: 0)
                    #expect(opened == nil)
                }
            }
            refuse(1_000)
            let before = try Self.peakByteCount()
            refuse(4_000)
            // The keys of one such jump would take 32 thousand million bytes; a thousand bytes kept of each envelope would be seen as well.
            let after = try Self.peakByteCount()
            #expect(after <= before + 4_000_000, "\(before) bytes grew to \(after)")
        }
    }
}
