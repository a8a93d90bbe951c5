internal import EventLoop
internal import Glibc

/// `onionnode status` and `onionnode address`: ask the node that runs on the data directory.
enum QueryCommand {
    static func run(_ invocation: Invocation) throws(CommandError) {
        let line = try AdminLine(words: [invocation.command == .status ? "status" : "address"], isJSON: invocation.isJSON)
        spawn {
            do {
                guard let answer = try await AdminClient.ask(line, at: invocation.dataPath) else {
                    throw CommandError(
                        "no node runs on this data directory", hint: "onionnode serve starts it; --data names another directory")
                }
                Console.print(answer)
                exit(0)
            } catch {
                Console.fail(error)
            }
        }
        Loop.run()
    }
}
