import Bytes
import Domain
import EventLoop
import Files
import Testing

@testable import HTTP
@testable import Web

/// The road for bytes through a route: no page takes it yet, so these have a router of their own.
@Suite struct UploadRouteTests {
    /// What the route under test takes and gives.
    @Loop private final class Shelf {
        var files: [(name: String, bytes: [UInt8])] = []
        var begunCount = 0

        func take(_ upload: Upload, _ visit: MemberVisit) async -> Response {
            begunCount += 1
            guard let file = upload.file else { return visit.problem(.notFound) }
            var bytes: [UInt8] = []
            do { while let piece = try await file.next() { bytes += piece } } catch { return visit.problem(.storage) }
            files.append((file.name, bytes))
            return .seeOther(.settings(.index), fields: [visit.leaving(.passwordChanged)])
        }

        func give(_ visit: MemberVisit) -> Response {
            let bytes = files.last?.bytes ?? []
            let content = Content(byteCount: bytes.count, tag: EntityTag("shelf")) { range in Given(bytes: Array(bytes[range])) }
            return .content(content, to: visit.visit.range, fields: [.octets])
        }
    }

    private struct Given: ByteSource {
        var bytes: [UInt8]?
        mutating func next() async throws -> [UInt8]? {
            defer { bytes = nil }
            return bytes
        }
    }

    private static let path = "/settings/export"

    @Loop private static func site(_ shelf: Shelf) async throws -> TestSite {
        let house = Router.house.routes.filter { $0.pattern != Path("settings", "export").pattern }
        let own: [Route] = [
            .upload(Path("settings", "export"), { .settings(.export) }, file: "file", bodyByteCount: 4 << 20) { _, upload, visit in
                await shelf.take(upload, visit)
            },
            .page(Path("settings", "export"), .settings(.export)) { visit in shelf.give(visit) },
        ]
        return try await TestSite.make(router: Router(house + own))
    }

    /// A form as a browser sends it, with its fields in the order given; a field with a name of a file is the file.
    private struct Form {
        var parts: [(name: String, file: String?, value: [UInt8])] = []

        init(_ token: String, _ number: String, _ file: String, _ value: [UInt8]) {
            parts = [("token", nil, Array(token.utf8)), ("number", nil, Array(number.utf8)), ("file", file, value)]
        }

        var bytes: [UInt8] {
            var bytes: [UInt8] = []
            for part in parts {
                let file = part.file.map { "; filename=\"\($0)\"" } ?? ""
                bytes += Array("--X\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8) + part.value + [13, 10]
            }
            return bytes + Array("--X--\r\n".utf8)
        }
    }

    @Loop private static func send(
        _ form: Form, by browser: TestBrowser, origin: String? = nil, more: [String] = []
    ) async throws -> TestResponse { try await browser.send("POST \(path)", head(form, browser, origin) + more, form.bytes) }

    @Loop private static func head(_ form: Form, _ browser: TestBrowser, _ origin: String? = nil) -> [String] {
        [
            "Origin: \(origin ?? "http://\(browser.host)")", "Content-Type: multipart/form-data; boundary=X",
            "Content-Length: \(form.bytes.count)",
        ]
    }

    @Loop private static func token(_ browser: TestBrowser) async throws -> String {
        try #require(try await browser.get("/settings/password").token)
    }

    private static let content = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test func `a member's file comes in, takes effect once, and can be had in parts`() async throws {
        try await onLoop {
            let shelf = Shelf()
            let site = try await Self.site(shelf)
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let form = Form(try await Self.token(ada), FormNumber.random().text, "ü.bin", Self.content)
            for _ in 0..<2 {
                let answer = try await Self.send(form, by: ada)
                #expect(answer.status == 303 && answer.field("location") == "/settings")
            }
            #expect(shelf.files.count == 1 && shelf.files[0].name == "ü.bin" && shelf.files[0].bytes == Self.content)
            var other = form
            other.parts[2] = ("file", "other.bin", Self.content)
            #expect(try await Self.send(other, by: ada).status == 303)
            #expect(shelf.files.count == 2)

            let whole = try await ada.get(Self.path)
            #expect(whole.status == 200 && whole.body == Self.content)
            let tag = try #require(whole.field("etag"))
            let rest = try await ada.send("GET \(Self.path)", ["Range: bytes=999990-", "If-Range: \(tag)"], [])
            #expect(rest.status == 206 && rest.body == Array(Self.content[999_990...]))
            #expect(try await ada.send("GET \(Self.path)", ["Range: bytes=1000000-"], []).status == 416)
        }
    }

    @Test func `a file without its token before it is refused and not begun`() async throws {
        try await onLoop {
            let shelf = Shelf()
            let site = try await Self.site(shelf)
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let form = Form(try await Self.token(ada), FormNumber.random().text, "a", Array("abc".utf8))
            for missing in [[0], [1], [0, 1]] {
                var odd = form
                odd.parts = form.parts.enumerated().filter { !missing.contains($0.offset) }.map(\.element)
                #expect(try await Self.send(odd, by: ada).status == 400)
            }
            var late = form
            late.parts = [form.parts[2], form.parts[0], form.parts[1]]
            #expect(try await Self.send(late, by: ada).status == 400)
            var foreign = form
            foreign.parts[0].value = Array("another".utf8)
            #expect(try await Self.send(foreign, by: ada).status == 403)
            var odd = form
            odd.parts[1].value = Array("7".utf8)
            #expect(try await Self.send(odd, by: ada).status == 400)
            var behind = form
            behind.parts.append(("late", nil, []))
            #expect(try await Self.send(behind, by: ada).status == 400)
            #expect(shelf.begunCount == 0)
            #expect(try await Self.send(form, by: ada).status == 303)
        }
    }

    @Test func `who is not signed in, or comes from elsewhere, is refused before a byte of the body`() async throws {
        try await onLoop {
            let shelf = Shelf()
            let site = try await Self.site(shelf)
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let form = Form(try await Self.token(ada), FormNumber.random().text, "a", Array("abc".utf8))
            // No leave to send comes, so the first answer is the refusal.
            let waiting = ["Expect: 100-continue"]
            #expect(try await Self.send(form, by: ada, origin: "http://evil.example", more: waiting).status == 403)
            let stranger = site.browser()
            let answer = try await Self.send(form, by: stranger, more: waiting)
            #expect(answer.status == 303 && answer.field("location") == "/login")
            #expect(shelf.begunCount == 0)
        }
    }

    @Test func `what broke off takes no effect, and the same form again does`() async throws {
        try await onLoop {
            let shelf = Shelf()
            let site = try await Self.site(shelf)
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let form = Form(try await Self.token(ada), FormNumber.random().text, "a", Self.content)
            let stream = try ada.connect()
            try await stream.write(ada.head("POST \(Self.path)", Self.head(form, ada)) + form.bytes.prefix(500_000))
            try await poll { shelf.begunCount == 1 }
            // The same again, while the first is still coming, waits for it.
            let again = spawn { try await Self.send(form, by: ada) }
            try await poll { site.front.connectionCount == 2 }
            stream.close()
            #expect(try await again.value.status == 303)
            #expect(shelf.begunCount == 2 && shelf.files.count == 1 && shelf.files[0].bytes == Self.content)
        }
    }

    @Test func `not everybody waits for an upload that takes its time`() async throws {
        try await onLoop {
            let shelf = Shelf()
            let site = try await Self.site(shelf)
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let form = Form(try await Self.token(ada), FormNumber.random().text, "a", Self.content)
            let stream = try ada.connect()
            try await stream.write(ada.head("POST \(Self.path)", Self.head(form, ada)) + form.bytes.prefix(500_000))
            try await poll { shelf.begunCount == 1 }
            let (count, limit) = (FormNumbers.waitersPerUpload + 1, FormNumbers.waitersPerUpload)
            let others = (0..<count).map { _ in spawn { try await Self.send(form, by: ada).status } }
            // One of them is told at once, the others when the first is over.
            try await poll { site.front.connectionCount == limit + 1 }
            try await stream.write(Array(form.bytes.dropFirst(500_000)))
            #expect(try await TestBrowser.readResponse(stream, isHead: false).status == 303)
            stream.close()
            var statuses: [Int] = []
            for other in others { statuses.append(try await other.value) }
            #expect(statuses.sorted() == Array(repeating: 303, count: limit) + [503])
            #expect(shelf.begunCount == 1)
        }
    }

    @Test func `a file goes from a browser into a blob, and back in parts`() async throws {
        try await onLoop {
            let house = Router.house.routes.filter { $0.pattern != Path("settings", "export").pattern }
            let kept = KeptBlob()
            let own: [Route] = [
                .upload(Path("settings", "export"), { .settings(.export) }, file: "file", bodyByteCount: 4 << 20) { _, upload, visit in
                    do { try await kept.take(upload, visit) } catch { return visit.problem(.storage) }
                    return .seeOther(.home)
                },
                .page(Path("settings", "export"), .settings(.export)) { visit in kept.give(visit) },
            ]
            let site = try await TestSite.make(router: Router(house + own))
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let form = Form(try await Self.token(ada), FormNumber.random().text, "a.bin", Self.content)
            #expect(try await Self.send(form, by: ada).status == 303)
            #expect(try await ada.get(Self.path).body == Self.content)
            let part = try await ada.send("GET \(Self.path)", ["Range: bytes=61439-250000"], [])
            #expect(part.status == 206 && part.body == Array(Self.content[61_439...250_000]))
        }
    }

    /// A blob that a route fills and gives.
    @Loop private final class KeptBlob {
        private var use: BlobUseID?
        private var byteCount = 0

        func take(_ upload: Upload, _ visit: MemberVisit) async throws {
            guard var file = upload.file else { return }
            let files = visit.chat.files
            var writer = try await files.begin(for: visit.member, limit: 4 << 20)
            byteCount = try await file.pour(into: &writer)
            use = try await files.keep(writer, as: visit.member) { _, use in use }
        }

        func give(_ visit: MemberVisit) -> Response {
            guard let use else { return .notFound(in: visit.words) }
            let (files, member) = (visit.chat.files, visit.member)
            let content = Content(byteCount: byteCount, tag: EntityTag("blob")) { range in
                try await files.read(use, as: member, range: UInt64(range.lowerBound)..<UInt64(range.upperBound))
            }
            return .content(content, to: visit.visit.range, fields: [.octets])
        }
    }

    @Test func `a body over its limit is refused on its announced length`() async throws {
        try await onLoop {
            let shelf = Shelf()
            let site = try await Self.site(shelf)
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let fields = [
                "Origin: http://\(ada.host)", "Content-Type: multipart/form-data; boundary=X", "Content-Length: \((4 << 20) + 1)",
            ]
            #expect(try await ada.send("POST \(Self.path)", fields, []).status == 413)
        }
    }
}
