/// A command as a value: its words, what follows them, its help, and what it comes to.
struct Command: Sendable {
    /// One word of the command line that is no option and no word of the command's name.
    struct Operand: Sendable {
        /// What stands for it in help.
        let name: String
        var isOptional = false
    }

    /// Its name: one word, or two of which the first is a ``CommandGroup``'s.
    let words: [String]
    let operands: [Operand]
    /// One line.
    let summary: String
    /// What its own help says beyond the summary, in paragraphs.
    let details: [String]
    /// Those that only it takes.
    let options: [any OptionEntry]
    /// **Errors** wrong usage: an operand is none of what it takes.
    let action: @Sendable (CommandArguments) throws(CommandError) -> CommandAction

    init(
        _ words: String..., operands: [Operand] = [], summary: String, details: [String] = [], options: [any OptionEntry] = [],
        action: @escaping @Sendable (CommandArguments) throws(CommandError) -> CommandAction
    ) {
        self.words = words
        self.operands = operands
        self.summary = summary
        self.details = details
        self.options = options
        self.action = action
    }

    var name: String { words.joined(separator: " ") }

    /// Its words and operands, as help spells them: `settings set KEY VALUE`.
    var usage: String { (words + operands.map { $0.isOptional ? "[\($0.name)]" : $0.name }).joined(separator: " ") }
}

/// Commands whose names begin with the same word.
struct CommandGroup: Sendable {
    let word: String
    let summary: String
    /// What its help says beyond its commands, in paragraphs.
    let details: [String]
}

/// What the command line gave a command.
struct CommandArguments: Sendable {
    /// As many as the command takes.
    let operands: [String]
    /// By the options' names; each is one that the command takes, with a value that it takes.
    let given: [String: String]

    /// The option's value, or its default.
    func value<Value>(of option: CommandOption<Value>) throws(CommandError) -> Value {
        guard let text = given[option.name] else { return option.defaultValue }
        return try option.parse(text)
    }
}

/// What a command line comes to; ``CommandRunner`` does it.
package enum CommandAction: Sendable, Equatable {
    /// Prints what is known without any node.
    case show(String)
    /// Runs the node.
    case serve(ServeOptions)
    /// Asks the running node, as words of the admin socket; without one it fails.
    case ask([String])
    /// Through the running node; without one, in its data directory.
    case operate(OperatorCommand)
}
