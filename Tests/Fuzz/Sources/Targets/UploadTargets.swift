@testable import HTTP
@testable import Web

/// What browsers send with files, ask of files, and say of languages.
let uploadTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "upload-form", longestInput: 2048,
        seeds: {
            let field = { (name: String, value: String) in "--ab\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n" }
            let file = { (name: String, value: String) in
                "--ab\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\(name)\"\r\nContent-Type: text/plain\r\n\r\n\(value)\r\n"
            }
            return [
                field("t", "1") + file("a.txt", "content\r\n--ac") + "--ab--\r\n", field("t", "1") + file("", "") + "--ab--",
                file("a", "early") + field("t", "1") + "--ab--", field("t", "1") + field("x", "\u{fc}") + "--ab--\r\n",
                field("t", "1") + file("a%22", "") + field("late", "") + "--ab--", field("t", "1") + file("a", "\r\n--a\r\n--"),
            ].map { Array($0.utf8) }
        },
        run: Uploads.runForm),
    FuzzTarget(
        name: "http-range", longestInput: 128,
        seeds: {
            ["bytes=0-", "bytes=0-0\n\"t\"", "bytes=-5", "bytes=7-9\n\"u\"", "bytes=9-7", "bytes=1-2,4-5", "bytes=-0", "lines=1-"].map {
                Array($0.utf8)
            }
        },
        run: Uploads.runRange),
    FuzzTarget(
        name: "accept-language", longestInput: 300,
        seeds: {
            [
                "de", "en-US,en;q=0.5", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5", "*",
                "de ; q=1.000\t,en;q=1",
                "de;q=0", "de;q=0.0001", "de,,en",
            ].map { Array($0.utf8) }
        },
        run: Uploads.runLanguages),
]

private enum Uploads {
    private static let shape = UploadShape(
        file: "f", after: ["t"], bodyByteCount: 4096, fields: FormLimits(bodyByteCount: 512, valueByteCount: 256))
    private static let boundary = Array("ab".utf8)

    private struct Reading: Equatable {
        var form = Form()
        var name: String?
        var content: [UInt8] = []
    }

    static func runForm(_ input: [UInt8]) {
        let whole = read([input])
        claim(read(input.inPieces) == whole, "an upload does not depend on how it was cut")
        guard let whole else { return }
        claim(whole.form.fields.reduce(0) { $0 + $1.value.count } <= shape.fields.bodyByteCount, "small fields are small")
        claim(whole.content.count < input.count, "a file is shorter than its form")
        if let name = whole.name {
            claim(whole.form["t"] != nil, "no file comes before what it needs")
            claim(!name.isEmpty && name.utf8.count <= UploadParser.fileNameByteCount, "a file's name keeps its limits")
            claim(read([spell(whole)]) == whole, "an upload reads the same when it is written again")
        } else {
            claim(whole.content.isEmpty, "without a file there is no content")
        }
        // The same bytes as a form that takes no file: its small fields are the same.
        var plain = MultipartForm(boundary: boundary, limits: shape.fields)
        let isPlain = (try? plain.received(input)) != nil && (try? plain.finish()) != nil
        claim(isPlain == whole.content.isEmpty, "a form without a file's content is any form")
        if isPlain { claim(plain.form == whole.form, "small fields are read in one way") }
    }

    private static func read(_ pieces: [[UInt8]]) -> Reading? {
        var parser = UploadParser(boundary: boundary, shape: shape)
        var reading = Reading()
        do {
            for piece in pieces {
                let content = try parser.received(piece).flatMap(\.self)
                claim(content.isEmpty || parser.fileName != nil, "no content comes before its file")
                reading.content += content
            }
            try parser.finish()
        } catch {
            return nil
        }
        reading.form = parser.form
        reading.name = parser.fileName
        return reading
    }

    private static func spell(_ reading: Reading) -> [UInt8] {
        let head = { (name: String, file: String?) in
            Array("--ab\r\nContent-Disposition: form-data; name=\"\(escaped(name))\"".utf8)
                + Array((file.map { "; filename=\"\(escaped($0))\"" } ?? "").utf8) + Array("\r\n\r\n".utf8)
        }
        let fields = reading.form.fields.flatMap { head($0.name, nil) + $0.value + Array("\r\n".utf8) }
        return fields + head("f", reading.name ?? "") + reading.content + Array("\r\n--ab--\r\n".utf8)
    }

    private static func escaped(_ text: String) -> String {
        String(
            decoding: text.utf8.flatMap { byte in
                switch byte {
                case UInt8(ascii: "\""): Array("%22".utf8)
                case 0x0d: Array("%0D".utf8)
                case 0x0a: Array("%0A".utf8)
                default: [byte]
                }
            }, as: UTF8.self)
    }

    /// `Range`, and behind a line end `If-Range`.
    static func runRange(_ input: [UInt8]) {
        let lines = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let tag = EntityTag("t")
        let asked = RangeRequest(lines.first, condition: lines.count == 2 ? lines[1] : nil)
        for count in [0, 1, 10, 1_000_000, 999_999_999_999_999] {
            claim(asked.part(of: count, tag: nil) == .whole, "what has no name has no parts")
            let part = asked.part(of: count, tag: tag)
            if lines.count == 2, lines[1] != "\"t\"" { claim(part == .whole, "a part is given of the same content only") }
            guard case .part(let range) = part else { continue }
            claim(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= count, "a part is inside")
            let again = RangeRequest("bytes=\(range.lowerBound)-\(range.upperBound - 1)", condition: nil)
            claim(again.part(of: count, tag: tag) == part, "a part is the same when it is asked for by its ends")
        }
    }

    static func runLanguages(_ input: [UInt8]) {
        let header = String(decoding: input, as: UTF8.self)
        let language = AcceptedLanguages.preferred(in: header)
        claim(
            AcceptedLanguages.preferred(in: header.lowercased()) == language || !header.utf8.allSatisfy { $0 < 0x80 }, "letters are letters"
        )
        guard let language else { return }
        claim(header.utf8.count <= AcceptedLanguages.byteLimit, "a longer header decides nothing")
        let entries = header.split(separator: ",", omittingEmptySubsequences: false)
        claim(entries.count <= AcceptedLanguages.countLimit, "a longer list decides nothing")
        let lower = header.lowercased()
        claim(lower.contains(language.rawValue) || language == .fallback && lower.contains("*"), "only what is named is taken")
        // What is not liked at all changes nothing, and what is liked as much comes too late.
        if entries.count < AcceptedLanguages.countLimit, header.utf8.count + 7 <= AcceptedLanguages.byteLimit {
            for other in [",fr;q=1", ",de;q=0", ",en;q=0"] {
                claim(AcceptedLanguages.preferred(in: header + other) == language, "what is not liked changes nothing")
            }
        }
        claim(AcceptedLanguages.preferred(in: header + ",") == nil, "one spelling error and it counts as not sent")
    }
}
