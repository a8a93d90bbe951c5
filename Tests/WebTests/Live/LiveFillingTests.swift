import Testing

@testable import HTTP
@testable import Web

@Suite struct LiveFillingTests {
    @Test func `a filled piece is whole relay cells as a chunk, and holds what it held`() {
        for count in 0...1100 {
            let bytes = [UInt8](repeating: 65, count: count)
            let filled = LiveFilling.fill(bytes)
            #expect(Chunk.encode(filled).count.isMultiple(of: 498), "\(count)")
            #expect(filled.starts(with: bytes) && filled.suffix(3) == Array("-->".utf8)[...], "\(count)")
        }
        #expect(Chunk.encode(LiveFilling.fill([UInt8](repeating: 65, count: 484))).count == 498)
        #expect(Chunk.encode(LiveFilling.fill([UInt8](repeating: 65, count: 485))).count == 996)
    }

    @Test func `no cell is wasted, also where the length of a chunk has one digit more`() {
        for least in Array(0...1600) + [4096, 65_536, 1_048_576].flatMap({ ($0 - 600)...($0 + 600) }) {
            let content = LiveFilling.contentByteCount(atLeast: least)
            let digits = String(content, radix: 16).utf8.count
            // One cell less would not hold it, but for the one byte that no length of framing fits.
            #expect(content >= least && (content + digits + 4).isMultiple(of: 498) && content - least < 498 + 1, "\(least)")
        }
    }
}
