import EventLoop
import Glibc
import Testing

@Suite struct ListenerTests {
    init() { Loop.start() }

    @Test func `a loopback listener echoes to a client`() async throws {
        try await spawn {
            let listener = try Listener(.loopback(port: 0)) { stream in
                spawn {
                    while let bytes = try? await stream.read(atMost: 1024, within: .seconds(10)), !bytes.isEmpty {
                        try? await stream.write(bytes)
                    }
                }
            }
            defer { listener.stop() }
            let port = try #require(listener.port)
            let client = try await ByteStream.connect(to: .loopback(port: port), within: .seconds(10))
            try await client.write(Array("hello".utf8))
            #expect(try await client.readExactly(5, within: .seconds(10)) == Array("hello".utf8))
        }.value
    }
}
