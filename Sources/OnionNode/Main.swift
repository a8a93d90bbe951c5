/// The program: parses the command line and runs one command.
@main
enum Main {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            let invocation = try Invocation(arguments)
            switch invocation.command {
            case .help(let topic): Console.print(HelpText.text(on: topic))
            case .version:
                Console.print(invocation.isJSON ? JSON.object([("version", .text(Version.text))]).text : "onionnode \(Version.text)")
            case .serve(let options): try ServeCommand.run(options, arguments: arguments)
            case .status, .address: try QueryCommand.run(invocation)
            case .admin(let command): try AdminCommand.run(command, invocation, arguments: arguments)
            }
        } catch {
            Console.fail(error)
        }
    }
}

/// What this build is called.
enum Version {
    static let text = "0.1.0"
}
