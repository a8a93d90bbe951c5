/// A command line that was understood.
package struct Invocation: Sendable, Equatable {
    package let action: CommandAction
    package let dataPath: String
    package let isJSON: Bool

    /// Parses the arguments after the program's name.
    ///
    /// **Errors** wrong usage, with the nearest word as a hint where there is one.
    package init(_ arguments: [String]) throws(CommandError) { try self.init(arguments, in: .house) }

    init(_ arguments: [String], in table: CommandTable) throws(CommandError) {
        let line = try ArgumentLine(arguments, in: table)
        let arguments = CommandArguments(operands: [], given: line.given)
        dataPath = try arguments.value(of: CommonOptions.data)
        isJSON = try arguments.value(of: CommonOptions.json)
        if line.asksForHelp || line.words.isEmpty {
            action = .show(try HelpText.text(on: line.words, asLeading: true, in: table))
            return
        }
        let command = try Invocation.command(line.words, in: table)
        if let foreign = line.names.first(where: { name in !(CommonOptions.all + command.options).contains { $0.name == name } }) {
            throw .usage("\(foreign) goes with \(table.commands(taking: foreign).map(\.name).joined(separator: ", "))")
        }
        let operands = Array(line.words.dropFirst(command.words.count))
        if operands.count > command.operands.count {
            throw .usage("\(command.name) takes no \"\(operands[command.operands.count].shortened)\"")
        }
        if operands.count < command.operands.count(where: { !$0.isOptional }) {
            throw .usage("\(command.name) needs \(command.operands[operands.count].name): onionnode \(command.usage)")
        }
        action = try command.action(CommandArguments(operands: operands, given: line.given))
    }

    private static func command(_ words: [String], in table: CommandTable) throws(CommandError) -> Command {
        if let command = table.command(leading: words) { return command }
        guard let group = table.group(words[0]) else {
            throw .usage("there is no command \(words[0].shortened)", nearest: NearestWord.to(words[0], among: table.firstWords))
        }
        let commands = table.commands(of: group)
        let ways = commands.map { $0.usage.dropFirst(group.word.count + 1) }.joined(separator: ", ")
        let nearest = words.dropFirst().first.flatMap { NearestWord.to($0, among: commands.map { $0.words[1] }) }
        throw .usage("\(group.word) goes on with \(ways)", nearest: nearest.map { "\(group.word) \($0)" })
    }
}
