import EventLoop
import Glibc

/// The echo server of Benchmarks/C/echo.c, written as the node's own code is: one task a stream, reads and writes that suspend.
enum EchoServer {
    /// Serves until the process is ended.
    static func run(_ arguments: [String]) -> Int32 {
        spawn {
            do {
                let listener = try Listener(.loopback(port: 0)) { stream in spawn { await echo(stream) } }
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

    @Loop private static func echo(_ stream: ByteStream) async {
        while let bytes = try? await stream.read(atMost: ByteStream.inputLimit, within: nil), !bytes.isEmpty {
            try? await stream.write(bytes)
        }
        stream.close()
    }
}
