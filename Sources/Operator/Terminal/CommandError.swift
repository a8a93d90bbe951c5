/// Why a command failed, in the words that its user reads: one line, and when there is something to do about it, a hint.
package struct CommandError: Error, Equatable, Sendable {
    /// What the process ends with.
    package enum ExitCode: Int32, Sendable {
        /// The command was right and failed.
        case failed = 1
        /// The command was wrong.
        case usage = 2
    }

    package let message: String
    package let hint: String?
    package let exitCode: ExitCode

    package init(_ message: String, hint: String? = nil, exitCode: ExitCode = .failed) {
        self.message = message
        self.hint = hint
        self.exitCode = exitCode
    }

    /// Wrong usage.
    ///
    /// - Parameter nearest: what may have been meant.
    static func usage(_ message: String, nearest: String? = nil) -> CommandError {
        let help = "onionnode help shows the commands"
        return CommandError(message, hint: nearest.map { "did you mean \($0)? \(help)" } ?? help, exitCode: .usage)
    }

    /// Another process holds the data directory's lock: a node, or an operator's command.
    package static let dataDirectoryIsLocked = CommandError(
        "another onionnode runs on this data directory", hint: "onionnode status shows it; a second node needs another --data")
}
