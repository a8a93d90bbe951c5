import EventLoop
import Foundation

/// A unix socket on which a test plays the other end; each connection gets a run of `serve`.
@Loop final class FakeServer {
    let path: String
    private var listener: Listener?

    init(_ serve: @escaping @Loop @Sendable (ByteStream) async throws -> Void) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "fs-\(UUID().uuidString.prefix(13))").path
        listener = try Listener(.unix(path: path)) { stream in
            spawn {
                try? await serve(stream)
                await stream.finish(within: .seconds(5))
            }
        }
    }

    /// Listens no more and removes the socket.
    func stop() {
        listener?.stop()
        listener = nil
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Runs `body` against a server, whatever happens to either.
    nonisolated static func use(
        _ serve: @escaping @Loop @Sendable (ByteStream) async throws -> Void,
        _ body: @escaping @Loop @Sendable (FakeServer) async throws -> Void
    ) async throws {
        try await onLoop {
            let server = try FakeServer(serve)
            defer { server.stop() }
            try await body(server)
        }
    }
}
