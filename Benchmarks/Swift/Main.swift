import Glibc

/// One program for all of ours that gets measured; `make bench` calls its subcommands beside their peers.
@main enum Main {
    /// A subcommand: its arguments, what it is, and how it runs. It returns the exit code.
    struct Command: Sendable {
        let name: String
        let usage: String
        let run: @Sendable ([String]) -> Int32
    }

    static let commands = [
        Command(name: "echo-server", usage: "listens on a free loopback port, prints it, sends back what comes", run: EchoServer.run),
        Command(name: "crypto", usage: "WORK SECONDS: sessions, passwords, handshakes; prints units a second", run: CryptoBenchmark.run),
        Command(
            name: "logins", usage: "FOLDER right|wrong|unknown THREADS SECONDS: log-ins judged, prints log-ins a second",
            run: LoginBenchmark.run),
        Command(name: "store", usage: "PATH WRITES WRITERS: durable writes, prints writes a second and commits", run: StoreBenchmark.run),
        Command(name: "pages-node", usage: "FOLDER: two nodes with people who know each other, served until killed", run: PagesNode.run),
        Command(
            name: "passwords", usage: "reads passwords, a line each, and prints how many bits each is worth", run: PasswordBenchmark.run),
        Command(
            name: "road-server", usage: "listens on a free loopback port, prints it, takes and gives large bodies", run: RoadServer.run),
        Command(name: "fernet", usage: "MEGABYTES ROUNDS: megabytes a second sealed and opened", run: FernetBenchmark.run),
    ]

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if let command = commands.first(where: { $0.name == arguments.first }) {
            exit(command.run(Array(arguments.dropFirst())))
        }
        for command in commands { print("Benchmarks \(command.name)  \(command.usage)") }
        exit(EXIT_FAILURE)
    }
}
