import Bytes
import EventLoop
import Glibc
import HTTP

/// Takes and gives large bodies over loopback by the module HTTP alone: what Benchmarks/run-road.sh measures.
enum RoadServer {
    /// Serves until the process is ended.
    static func run(_ arguments: [String]) -> Int32 {
        spawn {
            do {
                let server = HTTPServer(Responder())
                let listener = try Listener(.loopback(port: 0)) { server.accept($0) }
                print(listener.port ?? 0)
                fflush(nil)
            } catch {
                print(error)
                exit(EXIT_FAILURE)
            }
        }
        Loop.run()
        return EXIT_SUCCESS
    }

    /// `POST /up` takes a form with a file, `GET /down?COUNT` gives so many bytes.
    private final class Responder: HTTPResponder {
        let commonLines = HeaderLines([])
        private static let shape = UploadShape(file: "file", after: ["token"], bodyByteCount: 1 << 40)

        func isOurs(_ host: String) -> Bool { true }

        func respond(to head: RequestHead, body: RequestBody) async throws(HTTPError) -> Response {
            guard head.method == .post else {
                let content = Content(byteCount: head.target.query.flatMap { Int($0) } ?? 0, tag: nil) { Source(left: $0.count) }
                return .content(content, to: RangeRequest(head), fields: [.octets])
            }
            let upload = try await body.upload(as: Self.shape)
            var count = 0
            while let piece = try await upload.file?.next() { count += piece.count }
            return Response(.ok, body: .whole(Array("\(count)".utf8)))
        }

        func refusal(_ status: Status, _ error: HTTPError, of head: RequestHead?) -> Response { Response(status) }
    }

    /// Zeros, in pieces of the size in which blobs lie on the disk.
    private struct Source: ByteSource {
        private static let piece = [UInt8](repeating: 0, count: 60 * 1024)
        var left: Int

        mutating func next() async throws -> [UInt8]? {
            guard left > 0 else { return nil }
            defer { left -= min(left, Self.piece.count) }
            return left < Self.piece.count ? Array(Self.piece.prefix(left)) : Self.piece
        }
    }
}
