/// All commands: what is read, run and explained comes from here.
struct CommandTable: Sendable {
    let summary: String
    let groups: [CommandGroup]
    let commands: [Command]

    /// The commands of this program, in the order in which help lists them.
    static let house: CommandTable = CommandTable(
        summary: "onionnode: a chat node that is reached through Tor alone",
        groups: [SettingsCommands.group, InviteCommands.group],
        commands: [ServeCommand.command] + NodeCommands.all + SettingsCommands.all + InviteCommands.all + ProgramCommands.all)

    /// The command that `words` begin with; the longest name wins.
    func command(leading words: [String]) -> Command? {
        commands.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
    }

    func group(_ word: String) -> CommandGroup? { groups.first { $0.word == word } }

    func commands(of group: CommandGroup) -> [Command] { commands.filter { $0.words.first == group.word } }

    /// An option of any command. Options of one name are alike wherever they stand in the table, so it can be read before the command is known.
    func option(_ name: String) -> (any OptionEntry)? { (CommonOptions.all + commands.flatMap(\.options)).first { $0.name == name } }

    /// The commands that take the option.
    func commands(taking name: String) -> [Command] { commands.filter { $0.options.contains { $0.name == name } } }

    /// Each first word of a command, once, in order.
    var firstWords: [String] {
        commands.compactMap(\.words.first).reduce(into: []) { list, word in if !list.contains(word) { list.append(word) } }
    }

    /// Each name of an option, once.
    var optionNames: [String] { Array(Set((CommonOptions.all + commands.flatMap(\.options)).map(\.name) + ArgumentLine.flags)).sorted() }
}
