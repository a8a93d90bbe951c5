import Crypto
import Testing

@Suite struct RatchetDisorderTests {
    @Test func `a thousand envelopes in reverse order all open`() throws {
        var pair = try RatchetPair.settled(seed: 20)
        let envelopes = try (0..<1_000).map { try pair.seal([UInt8($0 & 255), UInt8($0 >> 8)], from: .acceptor) }
        for (index, envelope) in envelopes.enumerated().reversed() {
            #expect(try pair.open(envelope, at: .asker) == [UInt8(index & 255), UInt8(index >> 8)])
        }
        #expect(pair.asker.skippedCount == 0)
    }

    @Test func `envelopes of older turns open after newer ones`() throws {
        var pair = try RatchetPair.settled(seed: 21)
        var late: [(text: [UInt8], envelope: [UInt8])] = []
        for turn in 0..<20 {
            for index in 0..<3 {
                let text = [UInt8(turn), UInt8(index)]
                let envelope = try pair.seal(text, from: .acceptor)
                if index == 1 { #expect(try pair.open(envelope, at: .asker) == text) } else { late.append((text, envelope)) }
            }
            try pair.open(try pair.seal([0], from: .asker), at: .acceptor)
        }
        // The last of each turn is skipped once the next turn's first envelope tells how many there were; the last turn's is still open.
        #expect(pair.asker.skippedCount == 39)
        late.shuffle(using: &pair.source)
        for (text, envelope) in late { #expect(try pair.open(envelope, at: .asker) == text) }
        #expect(pair.asker.skippedCount == 0)
        for (_, envelope) in late { pair.expectRefused(envelope, at: .asker) }
    }

    /// Envelopes in flight, as any net may treat them.
    private struct Flight {
        let to: RatchetPair.Side
        let text: [UInt8]
        let envelope: [UInt8]
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `whatever the net does, each envelope that arrives opens once`(seed: UInt64) throws {
        var pair = try RatchetPair(seed: 100 + seed)
        var flying: [Flight] = []
        var arrived: [Flight] = []
        var counter: UInt32 = 0
        try pair.open(try pair.seal([], from: .acceptor), at: .asker)
        for _ in 0..<400 {
            switch Int.random(in: 0..<10, using: &pair.source) {
            case 0..<4:
                let side: RatchetPair.Side = Bool.random(using: &pair.source) ? .acceptor : .asker
                counter += 1
                let text = Array("\(counter)".utf8)
                flying.append(Flight(to: side.other, text: text, envelope: try pair.seal(text, from: side)))
            case 4..<8 where !flying.isEmpty:
                let flight = flying.remove(at: Int.random(in: 0..<flying.count, using: &pair.source))
                if Int.random(in: 0..<4, using: &pair.source) == 0 {
                    // A forgery comes first, and a process that ends after it opened the true one and before it kept anything.
                    var forged = flight.envelope
                    forged[Int.random(in: forged.indices, using: &pair.source)] ^= UInt8.random(in: 1...255, using: &pair.source)
                    pair.expectRefused(forged, at: flight.to)
                    let lost = try pair[flight.to].opening(flight.envelope, associatedData: RatchetPair.associatedData, now: 0)
                    #expect(lost.plaintext == flight.text)
                    try pair.restore(flight.to)
                }
                #expect(try pair.open(flight.envelope, at: flight.to) == flight.text)
                arrived.append(flight)
            case 8 where !flying.isEmpty:
                flying.remove(at: Int.random(in: 0..<flying.count, using: &pair.source))
            default:
                // A duplicate, and a stop and start of either end.
                if let flight = arrived.randomElement(using: &pair.source) { pair.expectRefused(flight.envelope, at: flight.to) }
                try pair.restore(Bool.random(using: &pair.source) ? .acceptor : .asker)
            }
        }
        for flight in flying.shuffled(using: &pair.source) { #expect(try pair.open(flight.envelope, at: flight.to) == flight.text) }
    }

    @Test func `stopped and started at every step, a conversation goes on`() throws {
        var (pair, unstopped) = (try RatchetPair(seed: 22), try RatchetPair(seed: 22))
        var held: [[UInt8]] = []
        for index in 0..<60 {
            let side: RatchetPair.Side = (index / 3).isMultiple(of: 2) ? .acceptor : .asker
            try pair.restore(side)
            let envelope = try pair.seal([UInt8(index)], from: side)
            // With the same chance the stored session seals the very same bytes.
            #expect(try unstopped.seal([UInt8(index)], from: side) == envelope)
            try pair.restore(side.other)
            if index % 3 == 1, index > 3, side == .acceptor {
                held.append(envelope)
                continue
            }
            #expect(try pair.open(envelope, at: side.other) == [UInt8(index)])
            try unstopped.open(envelope, at: side.other)
        }
        for envelope in held.reversed() {
            try pair.restore(.asker)
            try pair.open(envelope, at: .asker)
        }
        #expect(pair.asker.skippedCount == 0)
    }
}
