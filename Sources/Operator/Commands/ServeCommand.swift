/// What `serve` is told.
package struct ServeOptions: Sendable, Equatable {
    package var dataPath: String
    /// The port of the front on 127.0.0.1, 0 for one of the system's choice; nil: none.
    package var localPort: UInt16?
    /// More lines for tor, for example a private network's.
    package var torrcIncludePath: String?
    /// What tor is started with; nil: the project's own.
    package var torrcPath: String?
    /// The control socket of a tor that runs already; nil: the node starts its own.
    package var torControlPath: String?
}

/// `onionnode serve`.
enum ServeCommand {
    private static let local = CommandOption(
        "--local", "127.0.0.1:PORT", help: "the front for browsers on this machine, without Tor", default: UInt16?.none, parse: loopbackPort
    )
    private static let include = CommandOption.text(
        "--torrc-include", "FILE", help: "more lines for tor, for example of a private network")
    private static let torrc = CommandOption.text("--torrc", "FILE", help: "what tor is started with, in place of the project's torrc")
    private static let control = CommandOption.text("--tor-control", "SOCKET", help: "the control socket of a tor that runs already")

    static let command = Command(
        "serve", summary: "run the node until Ctrl-C or SIGTERM",
        details: ["The first start makes the data directory and the node's keys. A second signal ends the process at once."],
        options: [local, include, torrc, control]
    ) { arguments throws(CommandError) in
        .serve(
            ServeOptions(
                dataPath: try arguments.value(of: CommonOptions.data), localPort: try arguments.value(of: local),
                torrcIncludePath: try arguments.value(of: include), torrcPath: try arguments.value(of: torrc),
                torControlPath: try arguments.value(of: control)))
    }

    @Sendable private static func loopbackPort(_ text: String) throws(CommandError) -> UInt16? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "127.0.0.1" || parts[0] == "localhost", let port = UInt16(parts[1]) else {
            throw CommandError(
                "--local needs 127.0.0.1:PORT, the front without Tor is for this machine alone", hint: "for example --local 127.0.0.1:8080",
                exitCode: .usage)
        }
        return port
    }
}
