import Bytes
import Testing

@testable import Crypto

@Suite struct FernetKeyTests {
    private func text(_ key: FernetKey) -> String { String(decoding: key.text.exposed(), as: UTF8.self) }

    private func key(_ text: String) throws -> FernetKey { try FernetKey(text: SecretBytes(copying: Array(text.utf8))) }

    @Test func `a key's text is the padded base64url of its two halves`() throws {
        for _ in 0..<50 {
            let made = FernetKey.generate()
            #expect(text(made) == Base64.encodeURL(made.signing.exposed() + made.encryption.exposed(), isPadded: true))
            #expect(try key(text(made)) == made)
        }
    }

    @Test func `a misspelt key is refused`() throws {
        let right = text(.generate())
        let values = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        for wrong in ["", String(right.dropLast()), right + "=", right + "\n", String(right.dropLast()) + "A", " " + right.dropFirst()] {
            #expect(throws: FernetError.malformedKey) { try key(wrong) }
        }
        for place in 0..<43 {
            for wrong in "+/=%\0é" {
                var characters = Array(right)
                characters[place] = wrong
                #expect(throws: FernetError.malformedKey) { try key(String(characters)) }
            }
        }
        // The last letter carries four bits; of the 64 letters sixteen are right.
        let accepted = values.filter { (try? key(String(right.prefix(42)) + String($0) + "=")) != nil }
        #expect(accepted == "AEIMQUYcgkosw048")
    }

    @Test func `a key can't be printed`() {
        let made = FernetKey.generate()
        for printed in ["\(made)", String(reflecting: made), String(describing: Mirror(reflecting: made).children.map(\.value))] {
            #expect(!printed.contains(text(made).prefix(8)))
            #expect(!printed.contains(Hex.encode(made.signing.exposed()).prefix(8)))
            #expect(printed.contains("16 bytes"))
        }
        var dumped = ""
        dump(made, to: &dumped)
        #expect(!dumped.contains(text(made).prefix(8)))
    }
}
