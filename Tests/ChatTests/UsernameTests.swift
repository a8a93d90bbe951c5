import Accounts
import Chat
import Domain
import Mail
import Testing

@Suite struct UsernameTests {
    @Test func `a name is folded to lower case`() throws { #expect(try Username("Ana.B-c_9").text == "ana.b-c_9") }

    @Test(arguments: ["", "ab", String(repeating: "a", count: 33)]) func `a name of the wrong length is refused`(text: String) {
        #expect(throws: UsernameError.wrongLength(text.utf8.count)) { try Username(text) }
    }

    @Test(arguments: ["a b", "änn", "a@b", "a\0b", "а bc", "a/b", "abc\n"]) func `a name with another character is refused`(text: String) {
        #expect(throws: UsernameError.forbiddenCharacter) { try Username(text) }
    }
}
