import Domain
import Testing

@testable import Web

@Suite struct HTMLWriterTests {
    private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

    @Test func `what is written forward is what the builder makes`() {
        let hostile = "</p><b>\"x\" & 'y'\n\u{202e}"
        let built = Tag.li(.class("row")) {
            Tag.a(hostile, .href(.people), .title(hostile))
            Tag.p(.class("text"), .directionOfText) { hostile }
            Part("06:12", .time(machine: "2026-11-20T06:12Z", exact: nil))
            Part("now", .time(machine: "2026-11-20T06:12Z", exact: hostile))
            Part("ada", .strongName)
            Tag.p {}
        }
        let written = HTML(reserving: 0) { out in
            out.start(.li, .class("row"))
            out.element(.a, .href(.people), .title(hostile), text: hostile)
            out.element(.p, .class("text"), .directionOfText, text: hostile)
            out.part(Part("06:12", .time(machine: "2026-11-20T06:12Z", exact: nil)))
            out.part(Part("now", .time(machine: "2026-11-20T06:12Z", exact: hostile)))
            out.part(Part("ada", .strongName))
            out.start(.p)
            out.end(.p)
            out.end(.li)
        }
        #expect(text(written) == text(built))
        #expect(!text(written).contains("<b>"))
        #expect(text(written).contains("title=\"&lt;/p&gt;&lt;b&gt;&#34;x&#34; &amp; &#39;y&#39;\n\u{fffd}\""))
    }

    @Test func `pieces of a builder stand in their order, and one that is used twice stays whole`() {
        let piece = Tag.p("one")
        let both = Tag.div {
            piece
            for number in 2...3 { Tag.p("\(number)") }
            if text(piece).isEmpty { "never" }
            piece
        }
        #expect(text(both) == "<div><p>one</p><p>2</p><p>3</p><p>one</p></div>")
        #expect(text(piece) == "<p>one</p>")
    }

    @Test(arguments: [(UInt32(29_739_252), "2026-07-18T06:12Z", "06:12"), (0, "1970-01-01T00:00Z", "00:00")])
    func `a minute is spelled for machines as HTML wants it`(count: UInt32, machine: String, clock: String) {
        let minute = UnixMinute(count: count)
        #expect(minute.hourAndMinute == clock)
        #expect(minute.machineText == minute.description.replacing(" ", with: "T") + "Z")
        #expect(minute.machineText == machine)
    }
}
