import Bytes
import Testing

@Suite struct Base64Tests {
    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `base64 agrees with RFC 4648`(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
        #expect(Base64.encodeURL(Array(plain.utf8), isPadded: true) == encoded)
        let bare = String(encoded.filter { $0 != "=" })
        #expect(Base64.encodeURL(Array(plain.utf8)) == bare)
        #expect(Base64.decodeURL(bare) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zm 9", "Zm-v"]) func `base64 refuses a second spelling`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: [
        ("Zg==", true), ("Zg=", false), ("Zh", false), ("Zm9", false), ("Z", false), ("+_8", false), ("Zm9vé", false), ("=", false),
    ])
    func `base64url refuses what it does not spell`(text: String, isPadded: Bool) {
        #expect((Base64.decodeURL(text, isPadded: isPadded) != nil) == (text == "Zg=="))
        #expect(Base64.decodeURL(text, isPadded: !isPadded) == nil)
    }

    @Test(arguments: [(Base64Alphabet.standard, "+/"), (.url, "-_")])
    func `characters by arithmetic are those of the alphabet`(alphabet: Base64Alphabet, last: String) {
        let characters = Array((Self.letters + last).utf8)
        for value in 0..<64 { #expect(alphabet.character(of: Int32(value)) == characters[value]) }
        for character in UInt8.min...UInt8.max {
            #expect(alphabet.value(of: character) == Int32(characters.firstIndex(of: character) ?? -1))
        }
    }

    @Test func `every last group has one spelling`() throws {
        let characters = Array((Self.letters + "-_").utf8)
        for count in [2, 3] {
            // One spelling for each value of the bytes: of all texts of 2 or 3 characters, 2⁸ or 2¹⁶ are read.
            var read = 0
            for first in characters {
                for second in characters {
                    for third in count == 2 ? [UInt8(ascii: "A")] : characters {
                        let text = Array([first, second, third].prefix(count))
                        guard let bytes = Base64.decode(text, .url, isPadded: false) else { continue }
                        read += 1
                        #expect(Base64.encode(bytes, .url, isPadded: false) == text)
                    }
                }
            }
            #expect(read == 1 << (8 * (count - 1)))
        }
    }

    @Test(arguments: [(Base64Groups.standard, Base64Alphabet.standard), (.url, .url)], [0, 3, 6, 9, 12, 24, 300, 3069])
    func `whole groups by tables mean what the arithmetic means`(groups: (Base64Groups, Base64Alphabet), count: Int) {
        let (tables, alphabet) = groups
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 3) }
        var text = Array("before".utf8)
        tables.encode(bytes.span, into: &text)
        #expect(text == Array("before".utf8) + Base64.encode(bytes, alphabet, isPadded: false))

        text.removeFirst(6)
        var read = [UInt8](repeating: 0xee, count: count + Base64Groups.decodingSlack)
        #expect(tables.decode(text, into: &read))
        #expect(Array(read.prefix(count)) == bytes)
        for place in text.indices where place % 7 == 0 || place + 8 >= text.count {
            for wrong in [UInt8(ascii: "="), 0, 0xff, alphabet.character(of: 62) ^ 6] {
                var spoilt = text
                spoilt[place] = wrong
                #expect(!tables.decode(spoilt, into: &read), "\(wrong) at \(place)")
            }
        }
    }
}
