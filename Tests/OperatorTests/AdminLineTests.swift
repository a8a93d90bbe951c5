import Testing

@testable import Operator

@Suite struct AdminLineTests {
    private static func line(_ text: String) -> AdminLine? { AdminLine(received: Array(text.utf8)) }

    @Test func `a line is words and a form`() {
        #expect(Self.line("status json")?.words == ["status"])
        #expect(Self.line("status json")?.isJSON == true)
        #expect(Self.line("settings set registration invite text")?.words == ["settings", "set", "registration", "invite"])
    }

    @Test(arguments: [
        "", " ", "text", "json", "status", "status  text", " status text", "status text ", "status xml", "status JSON", "status\ttext",
        "a b c d e text", "sett\u{0}ings list text", "settings get é text", String(repeating: "x", count: 65) + " text",
        "settings set registration " + String(repeating: "x", count: 400) + " text", "status text\r",
    ])
    func `everything else is none`(text: String) { #expect(Self.line(text) == nil) }

    @Test func `bytes that are no text are no line`() {
        #expect(AdminLine(received: [0xff, 0x20] + Array("text".utf8)) == nil)
        #expect(AdminLine(received: [0xc3] + Array(" text".utf8)) == nil)
    }

    @Test func `a word that could break the line can't be sent`() {
        for word in ["", "a b", "a\r\nb", "é", String(repeating: "x", count: 65)] {
            #expect(throws: CommandError.self) { try AdminLine(words: ["settings", word], isJSON: false) }
        }
    }

    @Test func `an answer keeps its result, its error, its hint and its exit code`() throws {
        #expect(try AdminAnswer.decode(AdminAnswer.encode(.success("two\nlines"))) == "two\nlines")
        #expect(try AdminAnswer.decode(AdminAnswer.encode(.success(""))) == "")
        for error in [CommandError("no"), CommandError("no", hint: "do this"), CommandError("wrong", hint: "so", exitCode: .usage)] {
            let decoded = #expect(throws: CommandError.self) { try AdminAnswer.decode(AdminAnswer.encode(.failure(error))) }
            #expect(decoded == error)
        }
    }

    @Test(arguments: ["", "0", "3 x", "ok", "00 x", " 0 x"]) func `what is no answer is an error, not a result`(text: String) {
        #expect(throws: CommandError.self) { try AdminAnswer.decode(Array(text.utf8)) }
    }
}
