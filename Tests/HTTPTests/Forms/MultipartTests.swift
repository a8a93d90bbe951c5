import Testing

@testable import HTTP

@Suite struct MultipartTests {
    private static let composer =
        "--X\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n--X\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
        + "one\r\n--Y\r\n\r\ntwo\r\n--X\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n\r\n--X--\r\n"

    private static let limits = FormLimits(bodyByteCount: 128 * 1024, valueByteCount: 64 * 1024)

    private func decode(_ text: String, limits: FormLimits = limits, piece: Int = .max) throws -> Form {
        var form = MultipartForm(boundary: Array("X".utf8), limits: limits)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try form.received(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        try form.finish()
        return form.form
    }

    @Test func `a composer's form is read, and an empty file is none`() throws {
        let form = try decode(Self.composer)
        #expect(form.text("token") == "abc")
        #expect(form.text("text") == "one\n--Y\n\ntwo")
        #expect(form["attachment"] == nil)
    }

    @Test(arguments: [1, 2, 3, 5, 7, 64]) func `pieces of any size come to the same`(piece: Int) throws {
        #expect(try decode(Self.composer, piece: piece) == decode(Self.composer))
    }

    @Test func `cut anywhere it is not whole`() {
        let whole = Self.composer.utf8.count
        for count in 0..<(whole - 2) {
            #expect(throws: FormError.badMultipart) { try decode(String(decoding: Array(Self.composer.utf8).prefix(count), as: UTF8.self)) }
        }
    }

    private static func part(_ head: String, _ content: String = "a") -> String { "--X\r\n\(head)\r\n\r\n\(content)\r\n--X--\r\n" }
    private static let name = "Content-Disposition: form-data; name=\"a\""

    @Test(arguments: [
        "preamble\r\n" + part(name), "\r\n" + part(name), part(name) + "epilogue", "--X--\r\nmore", "--Xa\r\n", "--X\n",
        part("Content-Disposition: form-data"), part("Content-Disposition: form-data; name=a"),
        part("Content-Disposition: attachment; name=\"a\""),
        part("Content-Disposition: form-data; name=\"a"), part(name + "; x=\"y\""), part(name + "\r\n" + name),
        part("Content-Type: text/plain"),
        part(name + "\r\nContent-Transfer-Encoding: base64"), part(name + "\r\nX"), part(name + "\r\n folded"),
        part("Content-Disposition\0: a"),
        "--X\r\n\r\na\r\n--X--\r\n", "--X\r\n\(name)\n\na\r\n--X--\r\n", part(name, "a") + part(name, "b"),
    ])
    func `a body that no browser sends is refused`(text: String) {
        #expect(throws: FormError.self) { try decode(text) }
    }

    @Test func `a name that is not UTF-8 is refused, not mended`() throws {
        var form = MultipartForm(boundary: Array("X".utf8), limits: Self.limits)
        let head = Array("--X\r\nContent-Disposition: form-data; name=\"a".utf8) + [0xbc] + Array("\"\r\n\r\na\r\n--X--\r\n".utf8)
        #expect(throws: FormError.notText) { try form.received(head) }
    }

    @Test func `a name's escapes are read once, and no others are`() throws {
        let line = Array("Content-Disposition: form-data; name=\"%22%0D%0A%0a%%22%2\"".utf8)
        #expect(try PartHead(lines: [line]).name == Array("\"\r\n%0a%\"%2".utf8))
    }

    @Test func `the caps of a multipart form hold`() {
        let many = (0..<17).map { "--X\r\nContent-Disposition: form-data; name=\"f\($0)\"\r\n\r\n\r\n" }.joined() + "--X--\r\n"
        #expect(throws: FormError.tooManyFields(limit: 16)) { try decode(many) }
        #expect(throws: FormError.fieldTooLong(limit: MultipartParser.headLimit)) {
            try decode(Self.part(Self.name + "\r\nContent-Type: " + String(repeating: "a", count: 3000)))
        }
        #expect(throws: FormError.fieldTooLong(limit: MultipartParser.headLimit)) {
            try decode("--X\r\n" + String(repeating: "a", count: 3000))
        }
        var limits = Self.limits
        limits.valueByteCount = 10
        #expect(throws: FormError.fieldTooLong(limit: 10)) {
            try decode(Self.part(Self.name, String(repeating: "a", count: 11)), limits: limits)
        }
    }

    @Test func `a file with content is not taken`() {
        #expect(throws: FormError.fileNotTaken) { try decode(Self.part(Self.name + "; filename=\"b\"")) }
    }

    @Test func `content streams through without being gathered`() throws {
        var parser = MultipartParser(boundary: Array("X".utf8))
        _ = try parser.received(Array("--X\r\n\(Self.name); filename=\"big\"\r\n\r\n".utf8))
        var count = 0
        for _ in 0..<100 {
            for case .content(let bytes) in try parser.received([UInt8](repeating: 13, count: 10_000)) { count += bytes.count }
        }
        #expect(count >= 1_000_000 - 8)
        #expect(try parser.received(Array("\r\n--X--".utf8)).suffix(2) == [.partEnded, .finished])
    }

    @Test func `names are read as browsers write them`() throws {
        let head = try PartHead(lines: [Array("content-disposition: form-data; name=\"a%22b\"; filename=\"c%0D%0Ad.txt\"".utf8)])
        #expect(head.name == Array("a\"b".utf8))
        #expect(head.fileName == Array("c\r\nd.txt".utf8))
    }
}
