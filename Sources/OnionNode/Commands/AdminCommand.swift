internal import Crypto
internal import EventLoop
internal import Glibc

/// `onionnode settings` and `onionnode invites`: through the running node, which holds to it at once; without one, in its data directory.
enum AdminCommand {
    /// How long a node that is just starting or stopping is waited for, and how often it is looked at.
    private static let patience = Duration.seconds(10)
    private static let pause = Duration.milliseconds(100)

    static func run(_ command: OperatorCommand, _ invocation: Invocation, arguments: [String]) throws(CommandError) {
        // A stopped node's keys may come into this process.
        try Hardening.apply(arguments: arguments)
        do { try CryptoLibrary.check() } catch {
            throw CommandError("libcrypto lacks what the node needs", hint: "OpenSSL 3.0 or later is needed")
        }
        let line = try AdminLine(words: command.words, isJSON: invocation.isJSON)
        spawn {
            do {
                Console.print(try await answer(to: command, line, at: invocation.dataPath))
                exit(0)
            } catch {
                Console.fail(error)
            }
        }
        Loop.run()
    }

    @Loop private static func answer(to command: OperatorCommand, _ line: AdminLine, at path: String) async throws -> String {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < patience {
            if let answer = try await tryAnswer(to: command, line, at: path) { return answer }
            try await sleep(for: pause)
        }
        throw DataDirectory.isLocked
    }

    /// The answer; nil when no node answers and yet a process holds the lock.
    private static func tryAnswer(to command: OperatorCommand, _ line: AdminLine, at path: String) async throws(CommandError) -> String? {
        if let answer = try await AdminClient.ask(line, at: path) { return answer }
        do {
            return try await StoppedNode.perform(command, at: path).shown(isJSON: line.isJSON)
        } catch {
            guard error == DataDirectory.isLocked else { throw error }
            return nil
        }
    }
}
