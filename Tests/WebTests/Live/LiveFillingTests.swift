import Testing

@testable import Web

@Suite struct LiveFillingTests {
    @Test func `a filled piece is whole relay cells as a chunk, no more than needed, and holds what it held`() {
        // Around each change of the digits that a chunk's length has, and all lengths of the first cells.
        let counts = Array(0...1600) + [4080, 65_530, 1_048_570].flatMap { ($0 - 600)...($0 + 600) }
        for count in counts {
            let bytes = [UInt8](repeating: 65, count: count)
            let filled = LiveFilling.fill(bytes)
            let chunk = Chunk.encode(filled)
            guard chunk.count.isMultiple(of: 498), chunk.count - count < 498 + 7 + 10 + 1, filled.starts(with: bytes),
                filled.suffix(3) == Array("-->".utf8)[...]
            else {
                Issue.record("\(count) bytes are filled to \(chunk.count)")
                return
            }
        }
        #expect(Chunk.encode(LiveFilling.fill([UInt8](repeating: 65, count: 484))).count == 498)
        #expect(Chunk.encode(LiveFilling.fill([UInt8](repeating: 65, count: 485))).count == 996)
    }
}
