import Testing

@testable import Operator

@Suite struct JSONTests {
    @Test func `JSON escapes what it must and keeps the order of keys`() {
        let value = JSON.object([
            ("b", .text("a\"b\\c\n\u{1}é")), ("a", .array([.integer(-3), .boolean(true), .null])),
        ])
        #expect(value.text == #"{"b": "a\"b\\c\n\u0001é", "a": [-3, true, null]}"#)
    }
}
