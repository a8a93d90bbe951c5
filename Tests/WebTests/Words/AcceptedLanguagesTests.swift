import Testing

@testable import Web

@Suite struct AcceptedLanguagesTests {
    @Test(arguments: [
        ("de", Language.german), ("de-AT", .german), ("DE-de", .german), ("en-US,en;q=0.5", .english),
        ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", .german), ("en;q=0.3, de;q=0.4", .german), ("de;q=0.4, en;q=0.4", .german),
        ("fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5", .german), ("fr, *", .english),
        ("de;q=0.001, fr", .german), ("de ; q=1.000\t,en;q=1", .german),
        ("en;q=0, de;q=0.1", .german), ("de-1996-x", .german),
    ]) func `the language liked most is taken`(header: String, language: Language) {
        #expect(AcceptedLanguages.preferred(in: header) == language)
    }

    @Test(arguments: [
        "", "fr", "*;q=0", "de;q=0", "zh-Hant, ja", "de;q=2", "de;q=1.001", "de;q=0.1234", "de;q=.5", "de;q=-1", "de;q", "de;q=", "de;x=1",
        "de;q=0.5;q=0.5", "de,", ",de", "d e", "de_DE", "9de", "de-", "-de", "abcdefghi", "de\u{a0}", "de;q=0,5", "dé", "de; q =1",
    ]) func `what is misspelled or asks for others decides nothing`(header: String) {
        #expect(AcceptedLanguages.preferred(in: header) == nil)
    }

    @Test func `a header over its limits decides nothing`() {
        #expect(AcceptedLanguages.preferred(in: nil) == nil)
        let list = Array(repeating: "fr", count: AcceptedLanguages.countLimit - 1).joined(separator: ",")
        #expect(AcceptedLanguages.preferred(in: list + ",de") == .german)
        #expect(AcceptedLanguages.preferred(in: list + ",de,de") == nil)
        let spaces = String(repeating: " ", count: AcceptedLanguages.byteLimit - 2)
        #expect(AcceptedLanguages.preferred(in: spaces + "de") == .german)
        #expect(AcceptedLanguages.preferred(in: spaces + " de") == nil)
    }
}
