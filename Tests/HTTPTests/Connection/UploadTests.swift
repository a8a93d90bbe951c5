import Bytes
import EventLoop
import Testing

@testable import HTTP

/// Files on their way in, over real sockets.
@Suite struct UploadTests {
    /// What may lie between a sender and a sink that takes nothing: two sockets' buffers of the kernel, two of streams, and a few pieces.
    private static let between = 1 << 20

    @Loop private static func serve(_ server: TestServer, into sink: TestSink) {
        server.responder.serve("/up") { _, body async throws(HTTPError) in
            let upload = try await body.upload(as: TestUpload.shape)
            guard upload.form.text("token") == "t" else { return Response(.forbidden) }
            guard let file = upload.file else { return Response(.notFound) }
            while let piece = try await file.next() { try? await sink.write(piece) }
            return Response(.ok, body: .whole(Array("\(file.name) \(sink.count)".utf8)))
        }
    }

    @Test func `a file comes in no faster than it is taken, and whole`() async throws {
        try await onLoop { () async throws in
            let (server, sink) = (TestServer(), TestSink())
            Self.serve(server, into: sink)
            let upload = TestUpload(4 << 20)
            let (near, far) = try server.connectSeeing()
            defer { near.close() }
            sink.isShut = true
            nonisolated(unsafe) var sent = 0
            let sender = spawn { try await upload.send(to: near, "/up") { sent = $0 } }
            try await poll { near.stalledSince != nil }
            let sentMeanwhile = sent
            #expect(sentMeanwhile < Self.between)
            #expect(sink.count <= HTTPLimits.usual.bodyPieceByteCount)
            sink.isShut = false
            try await sender.value
            let answer = try await TestAnswer.read(from: near)
            #expect(String(decoding: answer.body, as: UTF8.self) == "a.bin \(4 << 20)")
            #expect(sink.isRight)
            #expect(sink.longestPiece <= HTTPLimits.usual.bodyPieceByteCount + 100)
            // The connection goes on.
            try await near.write(Array("GET /page HTTP/1.1\r\nHost: \(TestResponder.host)\r\n\r\n".utf8))
            #expect(try await TestAnswer.read(from: near).status == 200)
            #expect(!far.isClosed)
        }
    }

    @Test func `a source can be poured into a sink`() async throws {
        try await onLoop { () async throws in
            var (source, sink) = (TestSource(0..<1_000_000), TestSink())
            #expect(try await source.pour(into: &sink) == 1_000_000)
            #expect(sink.count == 1_000_000 && sink.isRight)
        }
    }

    @Test func `a file that stops coming is told so, and what came is known not to be whole`() async throws {
        try await onLoop { () async throws in
            let (server, sink) = (TestServer(limits: HTTPLimits(bodyPace: Pace(byteCount: 1000, patience: .milliseconds(50)))), TestSink())
            Self.serve(server, into: sink)
            let upload = TestUpload(100_000)
            let stream = try server.connect()
            defer { stream.close() }
            try await stream.write(upload.head("/up") + upload.before + TestBytes.bytes(0..<50_000))
            #expect(try await TestAnswer.read(from: stream).status == 408)
            #expect(sink.isRight && sink.count < 100_000)
        }
    }

    @Test func `a file that comes before its token is refused before a byte of it is taken`() async throws {
        try await onLoop { () async throws in
            let (server, sink) = (TestServer(), TestSink())
            Self.serve(server, into: sink)
            let stream = try server.connect()
            defer { stream.close() }
            let upload = TestUpload(100_000, fields: [("other", "t")])
            try await upload.send(to: stream, "/up")
            #expect(try await TestAnswer.read(from: stream).status == 400)
            #expect(sink.count == 0)
        }
    }

    @Test(arguments: [
        ("--X\r\nContent-Disposition: form-data; name=\"late\"\r\n\r\n1\r\n--X--", 400), ("--X-", 400), ("", 400), ("--X--", 200),
        ("--X--\r\n", 200),
        ("--X--\r\nmore", 400),
    ]) func `what stands behind the file decides whether it is whole`(end: String, status: Int) async throws {
        try await onLoop { () async throws in
            let (server, sink) = (TestServer(), TestSink())
            Self.serve(server, into: sink)
            let body =
                UploadParserTests.field("token", "t") + UploadParserTests.file("content") + end
            let head =
                "POST /up HTTP/1.1\r\nHost: \(TestResponder.host)\r\nContent-Type: multipart/form-data; boundary=X\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n"
            #expect(try await server.ask(head + body).status == status)
        }
    }

    @Test(arguments: [
        ("Content-Length: 1073741825\r\nContent-Type: multipart/form-data; boundary=X\r\n", 413),
        ("Content-Length: 100\r\nContent-Type: application/x-www-form-urlencoded\r\n", 415), ("Content-Length: 100\r\n", 415),
        ("Transfer-Encoding: chunked\r\nContent-Type: multipart/form-data; boundary=X\r\n", 411),
    ]) func `what can be refused on its head is`(fields: String, status: Int) async throws {
        try await onLoop { () async throws in
            let (server, sink) = (TestServer(), TestSink())
            Self.serve(server, into: sink)
            #expect(try await server.ask("POST /up HTTP/1.1\r\nHost: \(TestResponder.host)\r\n\(fields)\r\n").status == status)
        }
    }

    @Test func `who waits for leave to send gets it when the body is asked for, and none when it is refused`() async throws {
        try await onLoop { () async throws in
            let (server, sink) = (TestServer(), TestSink())
            Self.serve(server, into: sink)
            let upload = TestUpload(10)
            let stream = try server.connect()
            defer { stream.close() }
            try await stream.write(upload.head("/up", "Expect: 100-continue\r\n"))
            #expect(try await TestAnswer.readHead(from: stream).status == 100)
            try await stream.write(upload.before + TestBytes.bytes(0..<10) + upload.after)
            #expect(try await TestAnswer.read(from: stream).status == 200)
            try await stream.write(upload.head("/nowhere", "Expect: 100-continue\r\n"))
            #expect(try await TestAnswer.read(from: stream).status == 404)
        }
    }

    @Test func `a file can be dropped, so that an answer arrives`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            server.responder.serve("/up") { _, body async throws(HTTPError) in
                let upload = try await body.upload(as: TestUpload.shape)
                guard let file = upload.file, !upload.isBegun else { return Response(.notFound) }
                try await file.drop()
                return Response(upload.isBegun && upload.failure == nil ? .ok : .badRequest)
            }
            let stream = try server.connect()
            defer { stream.close() }
            try await TestUpload(2 << 20).send(to: stream, "/up")
            #expect(try await TestAnswer.read(from: stream).status == 200)
        }
    }
}
