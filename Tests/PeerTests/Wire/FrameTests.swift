import Accounts
import Chat
import Domain
import Mail
import Testing

@testable import Peer

@Suite struct FrameTests {
    private static func run(_ count: Int, from first: UInt8) -> [UInt8] { (0..<count).map { first &+ UInt8(truncatingIfNeeded: $0) } }

    private static func samples() throws -> [Frame] {
        let name = try Username("ann.of-the_sea.1234567890.123456")
        return [
            .search(SearchQuery(name: name, pseudonym: run(16, from: 1), invite: run(16, from: 40))),
            .search(SearchQuery(name: try Username("bob"), pseudonym: run(16, from: 1), invite: run(16, from: 40))),
            .result(.found(card: run(600, from: 3), token: run(32, from: 9), workBits: 18)), .result(.notFound), .result(.busy),
            .request(
                RequestFrame(
                    token: run(32, from: 0), pseudonym: run(16, from: 5), name: name, workCounter: 1 << 60, encapsulated: run(32, from: 8),
                    ciphertext: run(3760, from: 1))),
            .request(
                RequestFrame(
                    token: run(32, from: 0), pseudonym: run(16, from: 5), name: name, workCounter: 1 << 60,
                    encapsulated: run(1120, from: 8), ciphertext: run(6552, from: 1))), .requestAnswered,
            .mark(MarkFrame(queue: run(16, from: 1), nonce: run(8, from: 2), code: run(16, from: 3))),
            .marked(MarkedFrame(queue: run(16, from: 1), nonce: run(8, from: 2), highest: .max, epoch: 7, code: run(16, from: 3))),
            .stored(StoredFrame(queue: run(16, from: 1), sequence: 1 << 40, status: StoredFrame.full, code: run(16, from: 3))),
        ]
            + DeliverFrame.envelopeByteCounts.map { count in
                .deliver(
                    DeliverFrame(
                        queue: run(16, from: 1), sequence: 77, expiry: UnixMinute(count: 29_000_000), kind: 3, code: run(16, from: 2),
                        envelope: run(count, from: 200)))
            }
    }

    private func bytes(of frame: Frame) throws -> (type: CellType, data: [UInt8]) {
        let cells = try frame.cells(id: 1)
        return (try #require(cells.first).type, cells.flatMap(\.data))
    }

    @Test func `every frame reads back as the bytes it came from`() throws {
        for sample in try Self.samples() {
            let (type, data) = try bytes(of: sample)
            let read = try #require(try Frame(AssembledFrame(type: type, id: 1, data: data)))
            let again = try bytes(of: read)
            #expect(again.type == type)
            #expect(again.data == data)
        }
    }

    @Test func `envelopes take one, four or sixteen cells, with less than a cipher block to spare`() throws {
        let counts = try Self.samples().map { try $0.cells(id: 9) }.filter { $0.first?.type == .deliver }
        #expect(counts.map(\.count) == [1, 4, 16])
        #expect(counts.joined().allSatisfy { Cell.dataLimit - $0.data.count < 16 && $0.id == 9 })
    }

    @Test func `a request fills one cell, or two when it is sealed with X-Wing`() throws {
        let cells = try Self.samples().map { try $0.cells(id: 9) }.filter { $0.first?.type == .request }
        #expect(cells.map { $0.map(\.data.count) } == [[Cell.dataLimit], [Cell.dataLimit, Cell.dataLimit]])
    }

    @Test func `all but envelopes and requests take one cell`() throws {
        for sample in try Self.samples() {
            let cells = try sample.cells(id: 9)
            #expect(cells.count == 1 || cells.first?.type == .deliver || cells.first?.type == .request)
        }
    }

    @Test func `a frame cut at any byte, or with a byte more, is refused or reads as something shorter of free length`() throws {
        for sample in try Self.samples() {
            let (type, data) = try bytes(of: sample)
            guard data.count < 100 else { continue }
            for count in 0..<data.count {
                #expect(throws: WireError.self) { try Frame(AssembledFrame(type: type, id: 1, data: Array(data[..<count]))) }
            }
            #expect(throws: WireError.self) { try Frame(AssembledFrame(type: type, id: 1, data: data + [0])) }
        }
    }

    @Test func `an envelope of another size is refused both ways`() throws {
        for count in [0, 1, 3827, 3829, 15_459, 62_021] {
            let frame = DeliverFrame(
                queue: Self.run(16, from: 1), sequence: 1, expiry: UnixMinute(count: 1), kind: 0, code: Self.run(16, from: 2),
                envelope: [UInt8](repeating: 1, count: count))
            #expect(throws: WireError.wrongEnvelopeLength(count)) { try frame.encode() }
            let data = [UInt8](repeating: 0, count: 45 + count)
            #expect(throws: WireError.wrongEnvelopeLength(count)) { try DeliverFrame(decoding: data) }
        }
    }

    @Test func `a request of another size is refused both ways`() throws {
        let name = try Username("ann")
        for (encapsulated, ciphertext) in [(32, 3759), (32, 3761), (33, 3759), (1120, 6551), (1120, 3760), (32, 6552), (0, 0), (32, 7640)] {
            let frame = RequestFrame(
                token: Self.run(32, from: 0), pseudonym: Self.run(16, from: 0), name: name, workCounter: 0,
                encapsulated: Self.run(encapsulated, from: 0), ciphertext: Self.run(ciphertext, from: 0))
            #expect(throws: WireError.wrongRequestLength(88 + encapsulated + ciphertext)) { try frame.encode() }
        }
        for count in [0, 88, 3879, 3881, 7759, 7761] {
            #expect(throws: WireError.wrongRequestLength(count)) { try RequestFrame(decoding: [UInt8](repeating: 0, count: count)) }
        }
    }

    @Test func `a field of the wrong size is not sent`() {
        #expect(throws: WireError.wrongFieldLength(found: 15, expected: 16)) {
            try MarkFrame(queue: Self.run(15, from: 0), nonce: Self.run(8, from: 0), code: Self.run(16, from: 0)).encode()
        }
        #expect(throws: WireError.wrongFieldLength(found: 33, expected: 32)) {
            try SearchAnswer.found(card: [], token: Self.run(33, from: 0), workBits: 1).encode()
        }
    }

    @Test func `a name has one spelling`() throws {
        let query = SearchQuery(name: try Username("ann"), pseudonym: Self.run(16, from: 0), invite: Self.run(16, from: 0))
        let bytes = try query.encode()
        let spoilt: [(Int, UInt8)] = [(0, UInt8(ascii: "A")), (1, 0), (2, 0x20), (4, UInt8(ascii: "x")), (31, 1), (0, 0xff)]
        for (position, byte) in spoilt {
            var other = bytes
            other[position] = byte
            #expect(throws: WireError.invalidName) { try SearchQuery(decoding: other) }
        }
    }

    @Test func `an unknown status is refused`() throws {
        #expect(throws: WireError.unknownStatus(3)) { try SearchAnswer(decoding: [3]) }
        #expect(throws: WireError.unknownStatus(1)) { try RequestAnswered(decoding: [1]) }
        var stored = try StoredFrame(queue: Self.run(16, from: 0), sequence: 1, status: 0, code: Self.run(16, from: 0)).encode()
        stored[24] = 3
        #expect(throws: WireError.unknownStatus(3)) { try StoredFrame(decoding: stored) }
    }

    @Test func `whatever bytes come, they are a frame with one spelling or an error`() throws {
        var seed: UInt64 = 42
        func next(_ limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % limit
        }
        let samples = try Self.samples().map { try bytes(of: $0) }
        for _ in 0..<3000 {
            var (type, data) = samples[next(samples.count)]
            guard data.count < 4000 else { continue }
            for _ in 0..<next(4) where !data.isEmpty { data[next(data.count)] = UInt8(next(256)) }
            if next(4) == 0 { data = Array(data.prefix(next(data.count + 1))) }
            if next(6) == 0 { type = CellType.allCases[next(CellType.allCases.count)] }
            guard let frame = try? Frame(AssembledFrame(type: type, id: 1, data: data)) else { continue }
            #expect(try self.bytes(of: frame).data == data)
        }
    }
}
