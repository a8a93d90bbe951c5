internal import EventLoop
internal import Glibc
internal import Operator

/// `onionnode serve`: runs the node until a signal ends it.
enum Serving {
    /// A stop that takes longer is cut off.
    private static let stopLimit = Duration.seconds(20)

    static func run(_ options: ServeOptions) throws(CommandError) {
        let directory = try DataDirectory(options.dataPath)
        spawn {
            do {
                let node = try await Node(directory, options)
                await runUntilSignal(node)
                Log.note("stopped")
                exit(0)
            } catch {
                Console.fail(error)
            }
        }
        Loop.run()
    }

    @Loop private static func runUntilSignal(_ node: Node) async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(2))
        let sources = [SIGTERM, SIGINT].map { signal in SignalSource(signal) { continuation.yield() } }
        defer { for source in sources { source.cancel() } }
        await node.start()
        for await _ in signals { break }
        Log.note("stopping")
        spawn {
            // A second signal, or a stop that hangs, ends the process at once: everything durable is in the store already.
            for await _ in signals { break }
            _exit(1)
        }
        do { try await withDeadline(stopLimit) { await node.stop() } } catch {
            Log.note("the stop took too long and was cut off", .warning)
        }
    }
}
