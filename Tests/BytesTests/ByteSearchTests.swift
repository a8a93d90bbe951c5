import Testing

@testable import Bytes

@Suite struct ByteSearchTests {
    @Test func `the first byte from a place on is found`() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        for byte in [UInt8(0), 1, 127, 128, 255] {
            for start in [0, 1, 255, 256, 900, 999, 1000] {
                #expect(ByteSearch.firstIndex(of: byte, in: bytes, from: start) == bytes[start...].firstIndex(of: byte))
            }
        }
        #expect(ByteSearch.firstIndex(of: 7, in: [], from: 0) == nil)
        #expect(ByteSearch.firstIndex(of: 7, in: [7], from: 1) == nil)
    }
}
