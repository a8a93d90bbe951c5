/// Why a command failed, in the words that its user reads: one line, and when there is something to do about it, a hint.
struct CommandError: Error, Equatable, Sendable {
    /// What the process ends with.
    enum ExitCode: Int32, Sendable {
        /// The command was right and failed.
        case failed = 1
        /// The command was wrong.
        case usage = 2
    }

    let message: String
    let hint: String?
    let exitCode: ExitCode

    init(_ message: String, hint: String? = nil, exitCode: ExitCode = .failed) {
        self.message = message
        self.hint = hint
        self.exitCode = exitCode
    }

    static func usage(_ message: String) -> CommandError {
        CommandError(message, hint: "onionnode help shows the commands", exitCode: .usage)
    }
}
