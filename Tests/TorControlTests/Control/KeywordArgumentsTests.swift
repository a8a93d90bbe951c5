import Testing

@testable import TorControl

struct KeywordArgumentsTests {
    @Test func `words, pairs and quoted strings are told apart`() throws {
        let arguments = try KeywordArguments(#"  A B=c D="e f" "unix:/a b" G= H="""#)
        #expect(arguments.words == ["A", "unix:/a b"])
        #expect(arguments["B"] == "c")
        #expect(arguments["D"] == "e f")
        #expect(arguments["G"] == "")
        #expect(arguments["H"] == "")
        #expect(arguments["Z"] == nil)
    }

    @Test func `escapes are read as C has them, and any other escaped character is itself`() throws {
        let arguments = try KeywordArguments(#"A="\n\t\r\"\\\101\0x\z\303\251""#)
        #expect(arguments["A"] == "\n\t\r\"\\A\0xzé")
    }

    @Test(arguments: [#"A="open"#, #"A="open\"#, #"A="a"b"#, #""a"b"#, #"A="\400""#, "\""])
    func `a quoted string that does not end, or runs on, is garbled`(_ text: String) {
        #expect(throws: TorControlError.garbledReply) { try KeywordArguments(text) }
    }
}
