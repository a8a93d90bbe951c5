internal import Accounts

/// `onionnode settings …`.
enum SettingsCommands {
    private static let key = Command.Operand(name: "KEY")

    static let group = CommandGroup(
        word: "settings", summary: "what the operator chooses for the node",
        details: [
            """
            A running node holds to a change at once; a stopped one from its next start on. settings set also works before the first start.
            """, keys,
        ])

    static let all: [Command] = [
        Command("settings", "list", summary: "every setting, its value, what it does and takes") { _ throws(CommandError) in
            .operate(.listSettings)
        },
        Command("settings", "get", operands: [key], summary: "one value, alone on its line", details: [keys]) {
            arguments throws(CommandError) in .operate(try OperatorCommand(["settings", "get"] + arguments.operands))
        },
        Command(
            "settings", "set", operands: [key, Command.Operand(name: "VALUE")],
            summary: "another value; the word default takes it back", details: [keys]
        ) { arguments throws(CommandError) in .operate(try OperatorCommand(["settings", "set"] + arguments.operands)) },
    ]

    private static let keys =
        "keys and what they take\n" + SettingKey.allCases.map { "  \($0.rawValue): \($0.allowedValues)" }.joined(separator: "\n")
}
