/// What help prints, made from the table.
enum HelpText {
    /// On the command or group that `topic` names, or on all when it is empty.
    ///
    /// - Parameter asLeading: whether more words may follow the name, as they do when `--help` was put behind a whole command.
    ///
    /// **Errors** wrong usage: no command has this name.
    static func text(on topic: [String], asLeading: Bool, in table: CommandTable) throws(CommandError) -> String {
        guard let word = topic.first else { return overview(table) }
        if let command = table.command(leading: topic), asLeading || command.words == topic { return page(of: command) }
        if let group = table.group(word), asLeading || topic.count == 1 { return page(of: group, in: table) }
        let names = table.firstWords + table.commands.map(\.name)
        let name = topic.joined(separator: " ")
        throw .usage("there is no command \(name.shortened)", nearest: NearestWord.to(name, among: names))
    }

    private static func overview(_ table: CommandTable) -> String {
        let rows = table.firstWords.map { word -> [String] in
            if let group = table.group(word) { return [word, group.summary] }
            return [word, table.command(leading: [word])?.summary ?? ""]
        }
        return paragraphs([
            table.summary,
            "usage: onionnode COMMAND [OPTIONS]",
            columns(rows),
            "onionnode COMMAND --help says what goes on behind a command",
            "options everywhere\n" + columns(CommonOptions.all.map(row)),
            "exit codes: 0 done, 1 failed, 2 wrong usage",
        ])
    }

    private static func page(of group: CommandGroup, in table: CommandTable) -> String {
        let commands = table.commands(of: group)
        let options = commands.filter { !$0.options.isEmpty }.map { "options of \($0.name)\n" + columns($0.options.map(row)) }
        return paragraphs(
            ["onionnode \(group.word): \(group.summary)", columns(commands.map { [$0.usage, $0.summary] })] + options + group.details
                + [common])
    }

    private static func page(of command: Command) -> String {
        let own = command.options.isEmpty ? [] : ["options\n" + columns(command.options.map(row))]
        return paragraphs(
            ["onionnode \(command.name): \(command.summary)", "usage: onionnode \(command.usage) [OPTIONS]"] + own + command.details
                + [common])
    }

    private static var common: String { "options everywhere\n" + columns(CommonOptions.all.map(row)) }

    private static func row(_ option: any OptionEntry) -> [String] {
        [option.usage, option.help + (option.defaultText.map { " (default \($0))" } ?? "")]
    }

    private static func paragraphs(_ parts: [String]) -> String { parts.joined(separator: "\n\n") }

    /// Two columns, each line indented by two spaces.
    private static func columns(_ rows: [[String]]) -> String {
        let width = rows.map { $0[0].count }.max() ?? 0
        return rows.map { "  \($0[0].padded(to: width + 3))\($0[1])" }.joined(separator: "\n")
    }
}
