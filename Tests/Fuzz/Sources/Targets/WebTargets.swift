@testable import HTTP
@testable import Web

/// The heads of requests.
let webTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "http-head", longestInput: 4096,
        seeds: {
            [
                "GET / HTTP/1.1\r\nHost: a.onion\r\n\r\n",
                "POST /login HTTP/1.1\r\nHost: 127.0.0.1:80\r\nContent-Length: 12\r\n\r\nname=ada&a=b",
                "GET /chats/00ff00ff00ff00ff/stream?before=12 HTTP/1.1\r\nhost:x\r\nConnection: keep-alive, Close\r\nCookie: onionnode-80=a; b=c\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\nOrigin: null\r\n"
                    + "Content-Type: multipart/form-data; boundary=\"ab\"\r\n\r\nx",
            ].map { Array($0.utf8) }
        },
        run: Heads.run)
]

private enum Heads {
    static func run(_ input: [UInt8]) {
        var parser = RequestHeadParser()
        let whole = progress(&parser, [input])
        var other = RequestHeadParser()
        claim(progress(&other, input.inPieces) == whole, "a head does not depend on how it was cut")
        guard case .success(.some((let head, let consumed))) = whole.value else { return }
        let limits = HTTPLimits.usual
        claim(consumed <= limits.headByteCount && consumed <= input.count, "a head keeps its limit")
        claim(head.target.path.first == "/" && head.target.path.utf8.count <= limits.targetByteCount, "a path begins with a slash")
        claim(head.bodyByteCount >= 0 && (head.method == .post || head.bodyByteCount == 0), "only POST has a body")
        claim(!head.expectsContinue || head.bodyByteCount > 0, "who waits for a 100 has something to send")
        for value in head.fields.values {
            claim(value.allSatisfy { $0 == 0x09 || (0x20...0x7e).contains($0) }, "no field holds a line end")
        }
        claim(input[..<consumed].count { $0 == 0x0a } == input[..<consumed].count { $0 == 0x0d }, "each line ends in one way")
        respell(head)
        use(head)
    }

    private struct Outcome: Equatable {
        let value: Result<(RequestHead, Int)?, HTTPError>

        static func == (one: Outcome, other: Outcome) -> Bool {
            switch (one.value, other.value) {
            case (.failure(let one), .failure(let other)): one == other
            case (.success(let one?), .success(let other?)): one == other
            case (.success(nil), .success(nil)): true
            default: false
            }
        }
    }

    private static func progress(_ parser: inout RequestHeadParser, _ pieces: [[UInt8]]) -> Outcome {
        var before = 0
        do throws(HTTPError) {
            for piece in pieces {
                if case .finished(let head, let consumed) = try parser.received(piece[...]) {
                    return Outcome(value: .success((head, before + consumed)))
                }
                before += piece.count
            }
        } catch {
            return Outcome(value: .failure(error))
        }
        return Outcome(value: .success(nil))
    }

    /// Written again from its parts, the head reads the same.
    private static func respell(_ head: RequestHead) {
        let target = head.target.path + (head.target.query.map { "?\($0)" } ?? "")
        var lines = ["\(head.method.rawValue) \(target) HTTP/1.1"]
        for (name, value) in head.fields { lines.append("\(name.rawValue): \(String(decoding: value, as: UTF8.self))") }
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        var parser = RequestHeadParser(limits: HTTPLimits(headByteCount: bytes.count))
        claim(
            (try? parser.received(bytes[...])) == .finished(head, consumed: bytes.count), "a head reads the same when it is written again")
    }

    /// What the router and the forms make of it.
    private static func use(_ head: RequestHead) {
        for isForm in [false, true] {
            guard let place = Router.house.match(head.target, isForm: isForm)?.place else { continue }
            let parts = place.text.split(separator: "?", maxSplits: 1)
            let target = RequestTarget(path: String(parts[0]), query: parts.count == 2 ? String(parts[1]) : nil)
            claim(Router.house.match(target, isForm: isForm)?.place == place, "a link leads to its own page")
        }
        let host = WebHost.loopback(port: 80)
        claim(
            !host.isOwn(origin: head.text(.origin), host: head.host) || head.text(.origin) == "http://\(head.host)",
            "an origin is the host's")
        _ = Cookies(head.text(.cookie), on: host)
        if case .multipart(let boundary)? = FormMediaType(head.text(.contentType)) {
            claim((1...70).contains(boundary.count), "a boundary keeps its limit")
        }
        if let query = head.target.query { _ = try? URLEncodedForm.decode(Array(query.utf8), limits: .short) }
    }
}
