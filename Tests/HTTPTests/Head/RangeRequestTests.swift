import Testing

@testable import HTTP

@Suite struct RangeRequestTests {
    private let tag = EntityTag("abc")

    private func part(_ range: String?, _ condition: String? = nil, of count: Int = 1000) -> RangeRequest.Part {
        RangeRequest(range, condition: condition).part(of: count, tag: tag)
    }

    @Test(
        arguments: [
            ("bytes=0-0", 0..<1), ("bytes=0-999", 0..<1000), ("bytes=10-", 10..<1000), ("bytes=999-", 999..<1000), ("bytes=10-19", 10..<20),
            ("bytes=10-5000", 10..<1000), ("bytes=-1", 999..<1000), ("bytes=-1000", 0..<1000), ("bytes=-5000", 0..<1000),
            ("bytes=007-008", 7..<9), ("bytes=0-999999999999999", 0..<1000), ("bytes=-999999999999999", 0..<1000),
        ] as [(String, Range<Int>)])
    func `one range of bytes is given`(text: String, expected: Range<Int>) { #expect(part(text) == .part(expected)) }

    @Test(arguments: ["bytes=1000-", "bytes=1000-2000", "bytes=999999999999999-", "bytes=-0"])
    func `bytes that are not there can't be given`(text: String) { #expect(part(text) == .unsatisfiable) }

    @Test(arguments: ["bytes=0-", "bytes=0-0", "bytes=-1"])
    func `of nothing no part can be given`(text: String) { #expect(part(text, of: 0) == .unsatisfiable) }

    @Test(
        arguments: [
            nil, "", "bytes", "bytes=", "bytes=-", "bytes=--1", "bytes=5-4", "bytes=1-2,4-5", "bytes=1-2, 4-5", "bytes= 1-2", "bytes=1 -2",
            "bytes=+1-2", "bytes=1-+2", "bytes=a-b", "bytes=0x1-2", "Bytes=1-2", "lines=1-2", "bytes=1-2-3", "bytes=1000000000000000-",
            "bytes=9999999999999999999999-", "bytes=-9999999999999999999999", "bytes=1", "bytes=1-2;a",
        ] as [String?])
    func `what is no single range of bytes counts as not sent`(text: String?) { #expect(part(text) == .whole) }

    @Test func `a part is given of the same content only`() {
        #expect(part("bytes=1-2", "\"abc\"") == .part(1..<3))
        for other in ["\"abd\"", "abc", "W/\"abc\"", "", "\"abc\", \"abd\"", "Tue, 01 Dec 2026 12:00:00 GMT", "*"] {
            #expect(part("bytes=1-2", other) == .whole, "\(other)")
        }
        #expect(RangeRequest("bytes=1-2", condition: nil).part(of: 1000, tag: nil) == .whole)
    }
}
