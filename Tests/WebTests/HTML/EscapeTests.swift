import Testing

@testable import Web

@Suite struct EscapeTests {
    private func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        Escape.text(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a < b > c & d", "a &lt; b &gt; c &amp; d"), ("\"quoted\" 'too'", "&#34;quoted&#34; &#39;too&#39;"),
        ("</textarea><script>", "&lt;/textarea&gt;&lt;script&gt;"), ("&amp;", "&amp;amp;"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("naïve 👍🏽 עברית", "naïve 👍🏽 עברית"), ("\u{200f}mark", "\u{200f}mark"),
    ])
    func `text keeps its meaning and loses its power`(text: String, expected: String) {
        #expect(escaped(text) == expected)
    }

    @Test(arguments: ["\0", "\u{1b}", "\r", "\u{7f}", "\u{80}", "\u{9f}", "\u{202a}", "\u{202e}", "\u{2066}", "\u{2069}"])
    func `a character that deceives is shown as a replacement`(character: String) {
        #expect(escaped("a\(character)b") == "a\u{fffd}b")
    }
}
