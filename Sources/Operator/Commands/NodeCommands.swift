/// What is asked of a running node alone.
enum NodeCommands {
    static let all: [Command] = [
        Command("status", summary: "what the running node and its tor are doing") { _ throws(CommandError) in .ask(["status"]) },
        Command("address", summary: "the node's onion addresses, one a line") { _ throws(CommandError) in .ask(["address"]) },
    ]
}
