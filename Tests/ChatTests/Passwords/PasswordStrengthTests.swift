import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct PasswordStrengthTests {
    private static func weakness(_ text: String) -> PasswordWeakness? { PasswordStrength.weakness(of: Array(text.utf8)) }

    @Test(arguments: [
        "password1234", "passwordpassword", "iloveyou1234", "thisismypassword", "liverpool2019", "michaeljordan23", "princess123456",
        "jesuschrist1", "letmein123456", "admin-and-root", "harry potter 12", "monkey.dragon", "contrasena123", "ichliebedich",
        "welcome2024!!", "sunshine_2023", "super-secret-1", "ilovemyfamily", "manchesterunited", "administrator", "schmetterling1",
        "sonnenblume2019", "papillon1987!", "princesse2011", "contrasena-2020", "mariposa123456", "buonanotte1994", "ragazzo-ragazza",
    ])
    func `common words with digits and signs are refused as such`(text: String) {
        #expect(Self.weakness(text) == .commonWords)
    }

    @Test(arguments: ["p@ssw0rd1234", "p4$$w0rd!2020", "1l0v3y0u1l0v3", "dr4g0n-m0nk3y", "sup3rm4n12345", "l3tm31n12345"])
    func `digits and signs in the place of letters hide no word`(text: String) {
        #expect(Self.weakness(text) != nil)
    }

    @Test(arguments: [
        "qwertyuiop12", "1q2w3e4r5t6y", "qazwsxedcrfv", "abcdefghijklm", "zyxwvutsrqpo", "asdfghjkl;'12", "qwertzuiop12", "azertyuiop12",
        "1qaz2wsx3edc", "acegikmoqsuw", "poiuytrewq12", "1a2s3d4f5g6h", "q1w2e3r4t5y6u7", "m0l9k8j7h6g5", "z1x2c3v4b5n6",
    ])
    func `runs in the alphabet and on keyboards are refused as such`(text: String) {
        #expect(Self.weakness(text) == .run)
    }

    @Test(arguments: ["aaaaaaaaaaaa", "abcabcabcabcabc", "xkqxkqxkqxkqxkq", "7f7f7f7f7f7f7f7f", "............", "admin-admin-admin"])
    func `what repeats itself is refused as such`(text: String) {
        #expect(Self.weakness(text) == .repetition)
    }

    @Test(arguments: ["491750386214", "19841984 2001", "24121987 1999", "314159265358"])
    func `digits and dates are refused as such`(text: String) {
        #expect(Self.weakness(text) == .digits)
    }

    @Test func `letters cost what is uncommon about them`() {
        // No list has these words; their letters follow each other as in words. Random letters cost about twice as much.
        let word = PasswordStrength.bits(of: Array("blenterash".utf8))
        #expect(PasswordStrength.bits(of: Array("vqxkzwjfgp".utf8)) > word * 1.8)
        #expect(word > 15)
    }

    @Test(arguments: ["drowssap2020", "1234drowssap"])
    func `a word backwards is a word`(text: String) {
        #expect(Self.weakness(text) != nil)
    }

    @Test func `one long word is too little`() {
        #expect(Self.weakness("rhododendron") == .littleVariety)
    }

    @Test(arguments: [
        "correct horse battery staple", "correct horse 3 97 battery", "burn it all down 3", "tidy otter lamp gravel",
        "four unrelated words here",
        "xkqjzvwpmfhg", "kx9fq2mzp4lw", "4f9c1e77a0b3d258", "schiffskoch ohne kombuse", "grüne wolken über dem hafen",
        "все мосты разведены",
        "我們在月光下喝茶吃包子好嗎", "my dog ate seven pancakes", "9174 0285 6613 7720",
    ])
    func `phrases and random characters are taken`(text: String) {
        #expect(Self.weakness(text) == nil)
    }

    @Test func `the list has thousands of words, each found and each once`() {
        let lists = [
            CommonWords.first, CommonWords.second, CommonWords.names, CommonWords.rest, CommonWords.german, CommonWords.french,
            CommonWords.spanish, CommonWords.italian,
        ]
        let words =
            lists
            .flatMap { $0.split { $0 == " " || $0 == "\n" } }
        #expect(words.count >= 7000 && Set(words).count == words.count && CommonWords.all.count == words.count)
        for word in words {
            #expect(word.utf8.count <= CommonWords.maximumLength)
            #expect(CommonWords.all.bits(of: Array(word.utf8)[...]) != nil)
        }
        for other in ["", "zzzz", "aa", "passwor", "passwordx", "gravel"] {
            #expect(CommonWords.all.bits(of: Array(other.utf8)[...]) == nil)
        }
    }

    @Test func `the longest password there may be is judged quickly`() {
        let clock = ContinuousClock()
        let spent = clock.measure {
            for text in ["a", "ab", "password", "q1w2e3"] {
                #expect(Self.weakness(String(String(repeating: text, count: 256).prefix(256))) != nil)
            }
        }
        #expect(spent < .seconds(5))
    }
}
