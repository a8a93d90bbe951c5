internal import EventLoop
internal import Glibc

/// What commands need of the program around them.
package protocol Program: Sendable {
    /// Makes the process fit to hold keys; called before it does.
    ///
    /// **Errors** the machine lacks what the node needs.
    func prepare() throws(CommandError)

    /// Runs the node until a signal ends it; the process ends with it.
    func serve(_ options: ServeOptions) throws(CommandError)

    /// Does `command` in the data directory of a stopped node.
    ///
    /// **Errors** ``CommandError/dataDirectoryIsLocked`` while a process holds it.
    func performStopped(_ command: OperatorCommand, at path: String) async throws(CommandError) -> OperatorAnswer
}

/// Does what a command line came to.
package enum CommandRunner {
    /// How long a node that is just starting or stopping is waited for, and how often it is looked at.
    private static let patience = Duration.seconds(10)
    private static let pause = Duration.milliseconds(100)

    /// Ends when what was to be printed is printed, or ends the process.
    package static func run(_ invocation: Invocation, by program: any Program) throws(CommandError) {
        switch invocation.action {
        case .show(let text): Console.print(text)
        case .serve(let options):
            try program.prepare()
            try program.serve(options)
        case .ask(let words):
            let line = try AdminLine(words: words, isJSON: invocation.isJSON)
            printing {
                guard let answer = try await AdminClient.ask(line, at: invocation.dataPath) else { throw noNode }
                return answer
            }
        case .operate(let command):
            // A stopped node's keys may come into this process.
            try program.prepare()
            let line = try AdminLine(words: command.words, isJSON: invocation.isJSON)
            printing { try await answer(to: command, line, at: invocation.dataPath, by: program) }
        }
    }

    private static func printing(_ answer: @escaping @Loop @Sendable () async throws -> String) {
        spawn {
            do {
                Console.print(try await answer())
                exit(0)
            } catch {
                Console.fail(error)
            }
        }
        Loop.run()
    }

    @Loop private static func answer(
        to command: OperatorCommand, _ line: AdminLine, at path: String, by program: any Program
    ) async throws -> String {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < patience {
            if let answer = try await tryAnswer(to: command, line, at: path, by: program) { return answer }
            try await sleep(for: pause)
        }
        throw CommandError.dataDirectoryIsLocked
    }

    /// The answer; nil when no node answers and yet a process holds the lock.
    private static func tryAnswer(
        to command: OperatorCommand, _ line: AdminLine, at path: String, by program: any Program
    ) async throws(CommandError) -> String? {
        if let answer = try await AdminClient.ask(line, at: path) { return answer }
        do {
            return try await program.performStopped(command, at: path).shown(isJSON: line.isJSON)
        } catch {
            guard error == .dataDirectoryIsLocked else { throw error }
            return nil
        }
    }

    private static let noNode = CommandError(
        "no node runs on this data directory", hint: "onionnode serve starts it; --data names another directory")
}
