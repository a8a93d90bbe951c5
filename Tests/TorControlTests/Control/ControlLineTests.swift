import Crypto
import Testing

@testable import TorControl

struct ControlLineTests {
    @Test func `words, pairs, quoted strings and hexadecimal stand in a line that ends with CRLF`() throws {
        let line = try ControlLine("KEYWORD").adding(literal: "a").adding("b").adding(key: "C", word: "d")
            .adding(quoted: #"e "f" \g"#).adding(hex: [0, 255])
        #expect(String(decoding: line.bytes, as: UTF8.self) == #"KEYWORD a b C=d "e \"f\" \\g" 00ff"# + "\r\n")
    }

    @Test(arguments: ["a\r\nSIGNAL HALT", "a\nb", "a\rb", "a\0b"])
    func `nothing that ends a line gets into one`(_ text: String) throws {
        #expect(throws: TorControlError.controlTextNotAllowed) { try ControlLine("X").adding(text) }
        #expect(throws: TorControlError.controlTextNotAllowed) { try ControlLine("X").adding(key: "K", word: text) }
        #expect(throws: TorControlError.controlTextNotAllowed) { try ControlLine("X").adding(quoted: text) }
    }

    @Test(arguments: ["", " ", "a b", "\"", "\\", "é", "\u{7f}", "\t"])
    func `a word is printable ASCII without spaces, quotes and backslashes`(_ text: String) {
        #expect(throws: TorControlError.controlTextNotAllowed) { try ControlLine("X").adding(text) }
    }

    @Test func `a line that holds a key shows its keyword only`() throws {
        let key = SigningKey.generate()
        let line = try AddOnion.line(OnionService(role: OnionRole(rawValue: "web"), key: key, virtualPort: 80, targetPath: "/a"))
        let shown = "\(line) \(String(reflecting: line)) \(String(describing: [line]))"
        #expect(shown.contains("ADD_ONION"))
        #expect(!shown.contains("ED25519"))
        var dumped = ""
        dump(line, to: &dumped)
        #expect(!dumped.contains("content"))
    }
}
