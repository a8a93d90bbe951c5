internal import Crypto
internal import Operator

/// The program: reads the command line and has its one command done.
@main
enum Main {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try CommandRunner.run(try Invocation(arguments), by: NodeProgram(arguments: arguments))
        } catch {
            Console.fail(error)
        }
    }
}

/// What the commands find in this program.
struct NodeProgram: Program {
    /// With what the program runs itself again.
    let arguments: [String]

    func prepare() throws(CommandError) {
        try Hardening.apply(arguments: arguments)
        do { try CryptoLibrary.check() } catch {
            throw CommandError("libcrypto lacks what the node needs", hint: "OpenSSL 3.0 or later is needed")
        }
    }

    func serve(_ options: ServeOptions) throws(CommandError) { try Serving.run(options) }

    func performStopped(_ command: OperatorCommand, at path: String) async throws(CommandError) -> OperatorAnswer {
        try await StoppedNode.perform(command, at: path)
    }
}
