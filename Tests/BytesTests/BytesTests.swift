import Bytes
import Testing

@Suite struct BytesTests {
    @Test(arguments: [
        ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb"), ("foobar", "mzxw6ytboi"),
    ])
    func `base32 agrees with RFC 4648`(plain: String, encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
        #expect(Base32.decode(encoded.uppercased()) == Array(plain.utf8))
    }

    @Test(arguments: ["a", "mz", "m1", "mzx", "mzxw6ytboj", "mzxw6yr"]) func `base32 refuses a second spelling`(text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test func `hex goes both ways and refuses the rest`() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(all)) == all)
        #expect(Hex.decode("ABcd") == [0xab, 0xcd])
        #expect(Hex.decode("abc") == nil)
        #expect(Hex.decode("0g") == nil)
    }

    @Test func `padding comes off whatever the content ends with`() {
        for content in [[], [0x80], [0x80, 0], [1, 2, 3], [0, 0]] as [[UInt8]] {
            let padded = Padding.pad(content, to: 16)
            #expect(padded.count == 16)
            #expect(Padding.unpad(padded) == content)
        }
        #expect(Padding.unpad([0, 0, 0]) == nil)
        #expect(Padding.unpad([1, 2]) == nil)
        #expect(Padding.unpad([]) == nil)
    }

    @Test func `a reader gives back what a writer wrote`() throws {
        var writer = ByteWriter()
        writer.write(UInt8(7))
        writer.write(UInt16(0x0102))
        writer.write(UInt32(0x0304_0506))
        writer.write(UInt64.max - 1)
        writer.writePrefixed([9, 9])
        writer.writeText("zażółć")
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readUInt8() == 7)
        #expect(try reader.readUInt16() == 0x0102)
        #expect(try reader.readUInt32() == 0x0304_0506)
        #expect(try reader.readUInt64() == UInt64.max - 1)
        #expect(try reader.readPrefixed(limit: 2) == [9, 9])
        #expect(try reader.readText(limit: 64) == "zażółć")
        try reader.finish()
    }

    @Test func `a cut message is refused at each byte`() {
        var writer = ByteWriter()
        writer.write(UInt32(5))
        writer.writePrefixed([1, 2, 3])
        for count in 0..<writer.bytes.count {
            #expect(throws: ByteReaderError.self) {
                var reader = ByteReader(Array(writer.bytes.prefix(count)))
                _ = try reader.readUInt32()
                _ = try reader.readPrefixed(limit: 3)
            }
        }
    }

    @Test func `lengths over the limit, trailing bytes and bad UTF-8 are refused`() {
        #expect(throws: ByteReaderError.overLimit(found: 3, limit: 2)) {
            var reader = ByteReader([0, 3, 1, 2, 3])
            _ = try reader.readPrefixed(limit: 2)
        }
        #expect(throws: ByteReaderError.trailingBytes(1)) { try ByteReader([0]).finish() }
        #expect(throws: ByteReaderError.invalidValue) {
            var reader = ByteReader([0, 1, 0xff])
            _ = try reader.readText(limit: 9)
        }
    }
}
