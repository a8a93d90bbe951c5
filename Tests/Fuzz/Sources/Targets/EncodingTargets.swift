import Bytes

/// Base32, base64, hexadecimal, padding, and the reader of fields.
let encodingTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "encodings", longestInput: 512,
        seeds: {
            [
                Array("mzxw6ytboi".utf8), Array("Zm9vYmE=".utf8), Array("_-8".utf8), Array("00fF".utf8), [1, 2, 0x80, 0, 0],
                Array("2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid".utf8),
            ]
        },
        run: Encodings.run),
    FuzzTarget(
        name: "byte-reader", longestInput: 512,
        seeds: {
            [[6, 0, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], [2, 6, 7, 0, 3, 65, 66, 67, 0, 0, 0, 1, 9]]
        },
        run: FieldReading.run),
]

private enum Encodings {
    static func run(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        if let decoded = Base32.decode(text) { claim(Base32.encode(decoded) == text.lowercased(), "base32 has one spelling") }
        claim(Base32.decode(Base32.encode(input)) == input, "base32 is decoded to what was encoded")

        if let decoded = Base64.decode(text) { claim(Base64.encode(decoded) == text, "base64 has one spelling") }
        claim(Base64.decode(Base64.encode(input)) == input, "base64 is decoded to what was encoded")
        claim(Base64.encodeBytes(input) == Array(Base64.encode(input).utf8), "base64 is the same as bytes and as text")
        for isPadded in [false, true] {
            if let decoded = Base64.decodeURL(text, isPadded: isPadded) {
                claim(Base64.encodeURL(decoded, isPadded: isPadded) == text, "base64url has one spelling")
            }
            let encoded = Base64.encodeURL(input, isPadded: isPadded)
            claim(Base64.decodeURL(encoded, isPadded: isPadded) == input, "base64url is decoded to what was encoded")
        }

        if let decoded = Hex.decode(text) {
            claim(Hex.encode(decoded) == text.lowercased(), "hexadecimal has one spelling but for its case")
        }
        claim(Hex.decode(Hex.encode(input)) == input, "hexadecimal is decoded to what was encoded")

        if let content = Padding.unpad(input) { claim(Padding.pad(content, to: input.count) == input, "padding has one spelling") }
        claim(Padding.unpad(Padding.pad(input, to: input.count + 1)) == input, "padding is taken off again")
    }
}

/// The input's first byte counts the fields, the next ones name their kinds, the rest is read.
private enum FieldReading {
    static func run(_ input: [UInt8]) {
        guard let first = input.first else { return }
        let kinds = input.dropFirst().prefix(Int(first % 32))
        let content = Array(input.dropFirst(1 + kinds.count))
        var reader = ByteReader(content)
        var writer = ByteWriter()
        do {
            for kind in kinds { try copy(kind, &reader, &writer) }
        } catch {
            claim(reader.remaining <= content.count, "a failed read takes nothing back")
        }
        claim(content.starts(with: writer.bytes), "what was read is what was there")
        claim(writer.bytes.count <= content.count - reader.remaining, "no field is longer than what was taken")
        let left = reader.remaining
        claim(left == 0 || (try? reader.finish()) == nil, "what is left is refused")
        claim(reader.readRest().count == left && reader.remaining == 0, "the rest is all that is left")
    }

    private static func copy(_ kind: UInt8, _ reader: inout ByteReader, _ writer: inout ByteWriter) throws {
        let limit = Int(kind >> 3)
        switch kind & 7 {
        case 0: writer.write(try reader.readUInt8())
        case 1: writer.write(try reader.readUInt16())
        case 2: writer.write(try reader.readUInt32())
        case 3: writer.write(try reader.readUInt64())
        case 4: writer.write(try reader.read(limit))
        case 5:
            let text = try reader.readText(limit: limit)
            claim(text.utf8.count <= limit, "a text keeps its limit")
            writer.writeText(text)
        case 6:
            let field = try reader.readPrefixed(limit: limit)
            claim(field.count <= limit, "a field keeps its limit")
            writer.writePrefixed(field)
        default: writer.writeLongPrefixed(try reader.readLongPrefixed(limit: limit))
        }
    }
}
