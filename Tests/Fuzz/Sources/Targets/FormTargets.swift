import Bytes

@testable import HTTP
@testable import Web

/// What browsers send in forms, and the escaping of what is shown.
let formTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "url-encoded-form", longestInput: 1024,
        seeds: { ["name=ada&text=Gr%C3%BC%C3%9Fe+an%0D%0Aalle", "a", "a=&b=%ff", "&", "a=%0d%0a&A=%0D"].map { Array($0.utf8) } },
        run: Forms.runURLEncoded),
    FuzzTarget(
        name: "multipart-form", longestInput: 2048,
        seeds: {
            let part = "Content-Disposition: form-data; name=\"a%22b\"\r\n\r\nwords\r\nmore\r\n--"
            let file = "content-disposition: form-data; name=\"f\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--"
            return ["X\r\n--X--\r\n", "X\r\n--X\r\n" + part + "X--\r\n", "ab\r\n--ab\r\n" + part + "ab\r\n" + file + "ab--"].map {
                Array($0.utf8)
            }
        },
        run: Forms.runMultipart),
    FuzzTarget(
        name: "html-escape", longestInput: 512,
        seeds: { ["<b>\"&'</b>\u{202e}abc\u{7f}\u{85}", "a\tb\n"].map { Array($0.utf8) } }, run: Forms.runEscape),
]

private enum Forms {
    private static let limits = FormLimits(bodyByteCount: 4096, valueByteCount: 256)

    static func runURLEncoded(_ input: [UInt8]) {
        guard let form = try? URLEncodedForm.decode(input, limits: limits) else { return }
        // Any spelling of these fields by another program comes to the same: here each byte as a percent sign and two digits.
        var again = Form()
        var spelled: [String] = []
        for field in input.isEmpty ? [] : input.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false).map { decoded(Array($0)) }
            let value = parts.count == 2 ? parts[1] : []
            claim(form[String(decoding: parts[0], as: UTF8.self)] == value, "a field is found under its name")
            claim(value.count <= limits.valueByteCount, "a value keeps its limit")
            claim(!form.text(String(decoding: parts[0], as: UTF8.self)).contains("\r"), "a text has line ends of one kind")
            FixedKeys.required { try again.add(name: parts[0], value: value, limits: limits) }
            spelled.append([parts[0], value].map { $0.map { "%" + Hex.encode([$0]) }.joined() }.joined(separator: "="))
        }
        claim(again == form, "a form is its fields")
        claim(
            (try? URLEncodedForm.decode(Array(spelled.joined(separator: "&").utf8), limits: limits)) == form,
            "a form reads the same when spelled anew")
    }

    private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): out.append(0x20)
            case UInt8(ascii: "%"):
                out.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            default: out.append(byte)
            }
        }
        return out
    }

    /// The boundary stands before the first line end, the body after it.
    static func runMultipart(_ input: [UInt8]) {
        guard let end = input.firstIndex(of: UInt8(ascii: "\n")), end > 1, end <= 71 else { return }
        let boundary = Array(input[..<(end - 1)])
        guard case .multipart(boundary)? = FormMediaType("multipart/form-data; boundary=" + String(decoding: boundary, as: UTF8.self))
        else { return }
        let body = Array(input[(end + 1)...])
        let whole = events(boundary, [body])
        claim(events(boundary, body.inPieces) == whole, "a form does not depend on how it was cut")
        var form = MultipartForm(boundary: boundary, limits: limits)
        for piece in body.inPieces where (try? form.received(piece)) == nil { break }
        guard let whole, !whole.isEmpty else { return }
        claim(events(boundary, [spell(whole, boundary)]) == whole, "a form reads the same when it is written again")
        for name in whole.map(\.head.name) {
            claim(String(validating: name, as: UTF8.self) != nil || body.contains { $0 >= 0x80 }, "no name becomes text that was none")
            claim(contains(body, percentSpelled(name)), "a name is what was sent")
        }
    }

    private struct Part: Equatable {
        var head: PartHead
        var content: [UInt8] = []
    }

    /// The parts of a whole form; nil when it is refused.
    private static func events(_ boundary: [UInt8], _ pieces: [[UInt8]]) -> [Part]? {
        var parser = MultipartParser(boundary: boundary)
        var parts: [Part] = []
        do {
            for piece in pieces {
                for event in try parser.received(piece) {
                    switch event {
                    case .partBegan(let head): parts.append(Part(head: head))
                    case .content(let bytes): parts[parts.count - 1].content += bytes
                    case .partEnded, .finished: break
                    }
                }
            }
            try parser.finish()
        } catch {
            return nil
        }
        claim(parts.count <= MultipartParser.partLimit, "a form keeps its limit of parts")
        return parts
    }

    private static func spell(_ parts: [Part], _ boundary: [UInt8]) -> [UInt8] {
        var bytes = Array("--".utf8) + boundary
        for part in parts {
            bytes += Array("\r\nContent-Disposition: form-data; name=\"".utf8) + percentSpelled(part.head.name) + [UInt8(ascii: "\"")]
            if let fileName = part.head.fileName { bytes += Array("; filename=\"".utf8) + percentSpelled(fileName) + [UInt8(ascii: "\"")] }
            bytes += Array("\r\n\r\n".utf8) + part.content + Array("\r\n--".utf8) + boundary
        }
        return bytes + Array("--\r\n".utf8)
    }

    private static func percentSpelled(_ name: [UInt8]) -> [UInt8] {
        name.flatMap { byte in
            switch byte {
            case UInt8(ascii: "\""): Array("%22".utf8)
            case 0x0d: Array("%0D".utf8)
            case 0x0a: Array("%0A".utf8)
            default: [byte]
            }
        }
    }

    private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        part.isEmpty || bytes.indices.contains { bytes[$0...].starts(with: part) }
    }

    static func runEscape(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        var out: [UInt8] = []
        Escape.text(text, to: &out)
        claim(!out.contains { "<>\"'".utf8.contains($0) }, "no markup passes")
        guard let shown = String(validating: out, as: UTF8.self) else { return claim(false, "what is shown is text") }
        for scalar in shown.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0a: break
            case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: claim(false, "nothing deceives the eye")
            default: break
            }
        }
    }
}
