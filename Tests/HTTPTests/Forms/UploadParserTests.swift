import Testing

@testable import HTTP

@Suite struct UploadParserTests {
    private static let shape = UploadShape(
        file: "file", after: ["token", "number"], bodyByteCount: 1 << 20,
        fields: FormLimits(bodyByteCount: 100, valueByteCount: 64, fieldCount: 4, nameByteCount: 16))

    static func field(_ name: String, _ value: String) -> String {
        "--X\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    static func file(_ content: String, name: String = "a.txt", field: String = "file") -> String {
        "--X\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: text/plain\r\n\r\n\(content)\r\n"
    }

    private static let fields = field("token", "t") + field("number", "n")

    private struct Read: Equatable {
        let form: Form
        let name: String?
        let content: [UInt8]
    }

    private func read(_ text: String, piece: Int = .max) throws -> Read {
        var parser = UploadParser(boundary: Array("X".utf8), shape: Self.shape)
        var content: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            content += try parser.received(Array(rest.prefix(piece))).flatMap(\.self)
            rest = rest.dropFirst(piece)
        }
        try parser.finish()
        return Read(form: parser.form, name: parser.fileName, content: content)
    }

    @Test func `small fields, then the file`() throws {
        let content = "one\r\n--Y\r\n-X\r\r\n-"
        let read = try read(Self.fields + Self.field("expiry", "7") + Self.file(content, name: "a%22ü.txt") + "--X--\r\n")
        #expect(read.form.fields.map(\.name) == ["token", "number", "expiry"])
        #expect(read.form.text("expiry") == "7")
        #expect(read.name == "a\"ü.txt")
        #expect(read.content == Array(content.utf8))
    }

    @Test(arguments: [1, 2, 3, 7, 16, 100])
    func `however it is cut, it is the same`(piece: Int) throws {
        let text = Self.fields + Self.file("--\r\n--\r\n-X--\r\n--\rX", name: "b") + "--X--\r\n"
        #expect(try read(text, piece: piece) == read(text))
        #expect(try read(text).content == Array("--\r\n--\r\n-X--\r\n--\rX".utf8))
    }

    @Test func `a file may be empty, and none may have been chosen`() throws {
        let empty = try read(Self.fields + Self.file("", name: "empty") + "--X--")
        #expect(empty.name == "empty" && empty.content.isEmpty)
        let none = try read(Self.fields + Self.file("", name: "") + "--X--")
        #expect(none.name == nil && none.form.text("token") == "t")
        #expect(try read(Self.fields + "--X--").name == nil)
    }

    @Test(
        arguments: [
            (file("a") + fields, FormError.fileTooEarly), (field("token", "t") + file("a"), .fileTooEarly),
            (field("token", "t") + file("", name: ""), .fileTooEarly),
            (field("token", "t") + file("a") + field("number", "n"), .fileTooEarly),
            (fields + file("a") + field("late", "1"), .partAfterFile), (fields + file("a") + file("b"), .partAfterFile),
            (fields + file("", name: "") + file("b"), .partAfterFile), (fields + file("a", name: ""), .fileNotTaken),
            (fields + file("a", field: "other"), .fileNotTaken), (fields + field("token", "t"), .repeatedField),
            (fields + field("a", String(repeating: "a", count: 65)), .fieldTooLong(limit: 64)),
            (
                fields + field("a", String(repeating: "a", count: 60)) + field("b", String(repeating: "a", count: 60)),
                .fieldTooLong(limit: 100)
            ),
            (fields + field("a", "") + field("b", "") + field("c", ""), .tooManyFields(limit: 4)),
            (fields + field(String(repeating: "a", count: 17), ""), .fieldTooLong(limit: 16)),
            (fields + file("a", name: String(repeating: "a", count: 1021)), .fieldTooLong(limit: 1020)),
        ] as [(String, FormError)])
    func `what no page of ours sends is refused`(text: String, expected: FormError) {
        #expect(throws: expected) { try read(text + "--X--\r\n") }
        #expect(throws: expected) { try read(text + "--X--\r\n", piece: 5) }
    }

    @Test func `a name that is not text is refused`() {
        var parser = UploadParser(boundary: Array("X".utf8), shape: Self.shape)
        let head =
            Array((Self.fields + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"").utf8) + [0xff]
            + Array("\"\r\n\r\n".utf8)
        #expect(throws: FormError.notText) { try parser.received(head) }
    }

    @Test func `cut anywhere, it is not whole`() throws {
        let text = Self.fields + Self.file("content") + "--X--"
        for count in 0..<text.utf8.count {
            #expect(throws: FormError.badMultipart) { try read(String(decoding: Array(text.utf8).prefix(count), as: UTF8.self)) }
        }
        #expect(throws: Never.self) { try read(text) }
    }
}
