import EventLoop
import Glibc
import Testing

@Suite struct ByteStreamTests {
    init() { Loop.start() }

    @Test func `bytes come out in the order they went in`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write(Array("one".utf8))
            left.enqueue(Array("two".utf8))
            try await left.write(Array("three".utf8))
            #expect(try await right.readExactly(11, within: .seconds(10)) == Array("onetwothree".utf8))
        }.value
    }

    @Test func `a line ends at CRLF and a bare line feed is part of it`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write(Array("a\nb\r\nrest".utf8))
            #expect(try await right.readLine(limit: 100, within: .seconds(10)) == Array("a\nb".utf8))
            #expect(try await right.read(atMost: 100, within: .seconds(10)) == Array("rest".utf8))
        }.value
    }

    @Test func `after the end of the other side the bytes are still readable and then the end is`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            try await left.write(Array("last".utf8))
            left.close()
            await right.waitUntilClosed()
            #expect(try await right.read(atMost: 2, within: .seconds(10)) == Array("la".utf8))
            #expect(try await right.read(atMost: 100, within: .seconds(10)) == Array("st".utf8))
            #expect(try await right.read(atMost: 100, within: .seconds(10)).isEmpty)
            #expect(right.hasEnded)
        }.value
    }
}
