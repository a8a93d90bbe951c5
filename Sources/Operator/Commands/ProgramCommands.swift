/// What needs no node.
enum ProgramCommands {
    private static let word = Command.Operand(name: "COMMAND", isOptional: true)

    static let all: [Command] = [
        Command("version", summary: "the version of this program") { arguments throws(CommandError) in
            let isJSON = try arguments.value(of: CommonOptions.json)
            return .show(isJSON ? JSON.object([("version", .text(Version.text))]).text : "onionnode \(Version.text)")
        },
        // A command's name has two words at most.
        Command("help", operands: [word, Command.Operand(name: "WORD", isOptional: true)], summary: "this text, or that of one command") {
            arguments throws(CommandError) in .show(try HelpText.text(on: arguments.operands, asLeading: false, in: .house))
        },
    ]
}

/// What this build is called.
package enum Version {
    package static let text = "0.1.0"
}
