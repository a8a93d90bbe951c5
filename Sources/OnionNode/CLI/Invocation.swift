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
        case help
    }

    static let defaultDataPath = "./data"

    let command: Command
    let dataPath: String
    let isJSON: Bool

    /// Parses the arguments after the program's name.
    init(_ arguments: [String]) throws(CommandError) {
        var words: [String] = []
        var serve = ServeOptions()
        var isJSON = false
        var serveOnly: String?
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
            default: throw .usage("there is no option \(name)")
            }
            if ["--local", "--torrc-include", "--torrc", "--tor-control"].contains(name) { serveOnly = name }
        }
        dataPath = serve.dataPath
        self.isJSON = isJSON
        guard let word = words.first else {
            command = .help
            return
        }
        guard words.count == 1 || word == "help" else { throw .usage("\(word) takes no \"\(words[1])\"") }
        switch word {
        case "serve": command = .serve(serve)
        case "status": command = .status
        case "address": command = .address
        case "version": command = .version
        case "help": command = .help
        default: throw .usage("there is no command \(word)")
        }
        if let serveOnly, word != "serve", word != "help" { throw .usage("\(serveOnly) goes with serve") }
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
