import EventLoop
import Testing

@testable import HTTP

/// Who asks for more than they take.
@Suite struct PipeliningTests {
    private static let size = 1 << 20

    @Loop private static func serve(_ server: TestServer) {
        server.responder.serve("/large") { _, _ async throws(HTTPError) in
            Response(.ok, body: .whole(Array(repeating: UInt8(ascii: "l"), count: size)))
        }
    }

    private static func get(_ path: String, _ fields: String = "") -> [UInt8] {
        Array("GET \(path) HTTP/1.1\r\nHost: \(TestResponder.host)\r\n\(fields)\r\n".utf8)
    }

    @Test func `no request is begun before the last answer has left`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            Self.serve(server)
            let (near, far) = try server.connectSeeing()
            defer { near.close() }
            try await near.write(Array(repeating: Self.get("/large"), count: 20).flatMap(\.self))
            try await poll { far.stalledSince != nil }
            #expect(server.responder.begun.count == 1)
            #expect(far.queuedByteCount <= 2 * ByteStream.outputLimit)
            for count in 1...20 {
                #expect(try await TestAnswer.read(from: near).body.count == Self.size)
                #expect(server.responder.begun.count <= count + 1)
            }
        }
    }

    @Test func `small answers that nobody takes end the work, too`() async throws {
        try await onLoop { () async throws in
            let server = TestServer()
            let (near, far) = try server.connectSeeing()
            defer { near.close() }
            let sender = spawn { try await near.write(Array(repeating: Self.get("/page"), count: 900).flatMap(\.self)) }
            try await poll { far.stalledSince != nil }
            // What a socket's buffers and the client's own hold, and one answer.
            #expect(server.responder.begun.count * TestResponder.page.count < 1 << 20)
            #expect(far.queuedByteCount < 2 * TestResponder.page.count)
            for _ in 0..<900 { #expect(try await TestAnswer.read(from: near).body == TestResponder.page) }
            try await sender.value
        }
    }

    @Test func `the last answer of a connection leaves whole, however late it is taken`() async throws {
        try await onLoop { () async throws in
            let server = TestServer(limits: HTTPLimits(lingerDeadline: .milliseconds(20)))
            let (near, far) = try server.connectSeeing()
            defer { near.close() }
            // As much as all buffers hold, and some that waits in the stream's own.
            server.responder.serve("/long") { _, _ async throws(HTTPError) in
                Response(
                    .ok,
                    body: .streamed { body async throws(StreamError) in
                        while far.queuedByteCount < 32 * 1024 {
                            try await body.write(Array(repeating: UInt8(ascii: "l"), count: 16 * 1024))
                            try? await sleep(for: .milliseconds(1))
                        }
                    })
            }
            try await near.write(Self.get("/long", "Connection: close\r\n"))
            try await poll { far.isClosed || far.stalledSince.map { .now - $0 > .milliseconds(200) } ?? false }
            var all: [UInt8] = []
            while let bytes = try? await near.read(atMost: 65536, within: .seconds(120)), !bytes.isEmpty { all += bytes }
            #expect(String(decoding: all.suffix(5), as: UTF8.self) == "0\r\n\r\n")
        }
    }
}
