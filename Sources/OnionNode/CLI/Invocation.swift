internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// A parsed command line.
struct Invocation: Sendable, Equatable {
    /// What `serve` is told.
    struct ServeOptions: Sendable, Equatable {
        var dataPath = Invocation.defaultDataPath
        /// The port of the front on 127.0.0.1; nil: none.
        var localPort: UInt16?
        /// More lines for tor, for example a private network's.
        var torrcIncludePath: String?
        /// What tor is started with; nil: the project's own.
        var torrcPath: String?
        /// The control socket of a tor that runs already; nil: the node starts its own.
        var torControlPath: String?
    }

    enum Command: Sendable, Equatable {
        case serve(ServeOptions)
        case status
        case address
        case version
        /// What `settings` and `invites` ask for.
        case admin(OperatorCommand)
        /// On all commands, or on one of them.
        case help(String?)
    }

    /// What `invites create` is told.
    private struct InviteOptions {
        var count = "1"
        var days = String(InviteLimits.defaultDays)
    }

    static let defaultDataPath = "./data"

    let command: Command
    let dataPath: String
    let isJSON: Bool

    /// Parses the arguments after the program's name.
    init(_ arguments: [String]) throws(CommandError) {
        var words: [String] = []
        var serve = ServeOptions()
        var invites = InviteOptions()
        var isJSON = false
        var bound: (option: String, command: String)?
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("-") else {
                words.append(argument)
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = parts[0]
            func value() throws(CommandError) -> String {
                if parts.count == 2, !parts[1].isEmpty { return parts[1] }
                guard parts.count == 1, let next = rest.popFirst(), !next.hasPrefix("--") else { throw .usage("\(name) needs a value") }
                return next
            }
            switch name {
            case "--help", "-h": words.insert("help", at: 0)
            case "--version": words.insert("version", at: 0)
            case "--json": isJSON = true
            case "--data": serve.dataPath = try value()
            case "--local": serve.localPort = try Invocation.loopbackPort(try value())
            case "--torrc-include": serve.torrcIncludePath = try value()
            case "--torrc": serve.torrcPath = try value()
            case "--tor-control": serve.torControlPath = try value()
            case "--count": invites.count = try value()
            case "--days": invites.days = try value()
            default: throw .usage("there is no option \(name)")
            }
            if ["--local", "--torrc-include", "--torrc", "--tor-control"].contains(name) { bound = (name, "serve") }
            if ["--count", "--days"].contains(name) { bound = (name, "invites create") }
        }
        dataPath = serve.dataPath
        self.isJSON = isJSON
        command = try Invocation.command(words, serve, invites)
        guard let bound, !words.starts(with: bound.command.split(separator: " ").map(String.init)), words.first ?? "help" != "help" else {
            return
        }
        throw .usage("\(bound.option) goes with \(bound.command)")
    }

    private static func command(_ words: [String], _ serve: ServeOptions, _ invites: InviteOptions) throws(CommandError) -> Command {
        guard let word = words.first else { return .help(nil) }
        if word == "help" { return .help(words.dropFirst().first) }
        if words.starts(with: ["invites", "create"]) {
            guard words.count == 2 else { throw .usage("invites create takes --count N and --days D") }
            return .admin(try OperatorCommand(words + [invites.count, invites.days]))
        }
        if OperatorCommand.topics.contains(word) { return .admin(try OperatorCommand(words)) }
        guard words.count == 1 else { throw .usage("\(word) takes no \"\(words[1])\"") }
        switch word {
        case "serve": return .serve(serve)
        case "status": return .status
        case "address": return .address
        case "version": return .version
        default: throw .usage("there is no command \(word)")
        }
    }

    private static func loopbackPort(_ text: String) throws(CommandError) -> UInt16 {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "127.0.0.1" || parts[0] == "localhost", let port = UInt16(parts[1]) else {
            throw CommandError(
                "--local needs 127.0.0.1:PORT, the front without Tor is for this machine alone", hint: "for example --local 127.0.0.1:8080",
                exitCode: .usage)
        }
        return port
    }
}
