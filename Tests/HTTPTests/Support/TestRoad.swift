import Bytes
import EventLoop

@testable import HTTP

/// Bytes that can be told from each other, and made again: the place of each says what it is.
enum TestBytes {
    static func byte(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: place &* 2_654_435_761 >> 16) }
    static func bytes(_ range: Range<Int>) -> [UInt8] { range.map(byte) }
}

/// Gives test bytes in pieces, and counts them.
@Loop final class TestSource: ByteSource {
    private let piece: Int
    private var range: Range<Int>
    private(set) var pulled = 0
    /// Fails when so many bytes were given.
    var failsAfter: Int?

    init(_ range: Range<Int>, piece: Int = 60 * 1024) {
        self.range = range
        self.piece = piece
    }

    struct Failure: Error {}

    @Loop func next() async throws -> [UInt8]? {
        if let failsAfter, pulled >= failsAfter { throw Failure() }
        guard !range.isEmpty else { return nil }
        let end = min(range.lowerBound + piece, range.upperBound)
        defer { range = end..<range.upperBound }
        pulled += end - range.lowerBound
        return TestBytes.bytes(range.lowerBound..<end)
    }
}

/// Takes test bytes, checks each, and takes no more while its gate is shut.
@Loop final class TestSink: ByteSink {
    private(set) var count = 0
    private(set) var isRight = true
    private(set) var longestPiece = 0
    var isShut = false

    @Loop func write(_ bytes: [UInt8]) async throws {
        isRight = isRight && bytes == TestBytes.bytes(count..<count + bytes.count)
        longestPiece = max(longestPiece, bytes.count)
        count += bytes.count
        while isShut { try await sleep(for: .milliseconds(1)) }
    }
}

extension TestServer {
    /// A fresh connection, with the server's own end of it.
    func connectSeeing() throws -> (near: ByteStream, far: ByteStream) {
        let (near, far) = try ByteStream.pair()
        server.accept(far)
        return (near, far)
    }
}

/// A form with a file, as a browser sends it.
struct TestUpload {
    static let boundary = "----geckoformboundary5d1f"
    static let shape = UploadShape(file: "file", after: ["token"], bodyByteCount: 1 << 30)

    let before: [UInt8]
    let after = Array("\r\n--\(boundary)--\r\n".utf8)
    let fileByteCount: Int

    init(_ fileByteCount: Int, fields: [(String, String)] = [("token", "t")]) {
        self.fileByteCount = fileByteCount
        let head = fields.map { "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined()
        before = Array(
            (head + "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n").utf8)
    }

    var byteCount: Int { before.count + fileByteCount + after.count }

    func head(_ path: String, _ fields: String = "") -> [UInt8] {
        Array(
            ("POST \(path) HTTP/1.1\r\nHost: \(TestResponder.host)\r\nContent-Type: multipart/form-data; boundary=\(Self.boundary)\r\n"
                + "Content-Length: \(byteCount)\r\n\(fields)\r\n").utf8)
    }

    /// Sends all of it, as fast as it is taken; `sent` hears of each piece.
    @Loop func send(to stream: ByteStream, _ path: String, sent: @Loop (Int) -> Void = { _ in }) async throws {
        try await stream.write(head(path) + before)
        var place = 0
        while place < fileByteCount {
            let end = min(place + 64 * 1024, fileByteCount)
            try await stream.write(TestBytes.bytes(place..<end))
            place = end
            sent(place)
        }
        try await stream.write(after)
    }
}
