internal import Glibc

/// The terminal: results on standard output, errors on standard error.
package enum Console {
    /// A line on standard output.
    package static func print(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Tells why on standard error and ends the process.
    package static func fail(_ error: any Error) -> Never {
        let known = error as? CommandError ?? CommandError("\(error)")
        report(known)
        exit(known.exitCode.rawValue)
    }

    /// Tells an error and its hint on standard error.
    static func report(_ error: CommandError) { for line in lines(error) { write(line + "\n", to: STDERR_FILENO) } }

    /// An error's line, and its hint's.
    static func lines(_ error: CommandError) -> [String] {
        ["onionnode: error: \(error.message)"] + (error.hint.map { ["onionnode: hint: \($0)"] } ?? [])
    }

    /// Writes all of `text`; a closed pipe ends the writing, not the process.
    package static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let part = Array(bytes)
            let count = unsafe Glibc.write(descriptor, part, part.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
