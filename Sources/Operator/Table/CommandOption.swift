/// An option as a value: what it is called, what it takes and how that is read.
package struct CommandOption<Value: Sendable>: Sendable {
    /// With its dashes.
    let name: String
    /// What stands for its value in help; nil: it takes none.
    let placeholder: String?
    let help: String
    let defaultValue: Value
    /// The default as help tells it; nil: there is nothing to tell.
    let defaultText: String?
    /// **Errors** wrong usage, with what would be right.
    let parse: @Sendable (String) throws(CommandError) -> Value

    init(
        _ name: String, _ placeholder: String? = nil, help: String, default defaultValue: Value, shown defaultText: String? = nil,
        parse: @escaping @Sendable (String) throws(CommandError) -> Value
    ) {
        self.name = name
        self.placeholder = placeholder
        self.help = help
        self.defaultValue = defaultValue
        self.defaultText = defaultText
        self.parse = parse
    }
}

extension CommandOption<Bool> {
    /// An option without a value.
    static func flag(_ name: String, help: String) -> CommandOption {
        CommandOption(name, help: help, default: false) { _ throws(CommandError) in true }
    }
}

extension CommandOption<String?> {
    /// An option that takes any text.
    static func text(_ name: String, _ placeholder: String, help: String) -> CommandOption {
        CommandOption(name, placeholder, help: help, default: nil) { text throws(CommandError) in text }
    }
}

/// An option in a table, whatever its value is.
protocol OptionEntry: Sendable {
    var name: String { get }
    var placeholder: String? { get }
    var help: String { get }
    var defaultText: String? { get }

    /// **Errors** wrong usage: `text` is no value of this option.
    func check(_ text: String) throws(CommandError)
}

extension CommandOption: OptionEntry {
    func check(_ text: String) throws(CommandError) { _ = try parse(text) }
}

extension OptionEntry {
    /// As help spells it: `--count N`.
    var usage: String { placeholder.map { "\(name) \($0)" } ?? name }
}

/// The options that every command takes.
enum CommonOptions {
    static let data = CommandOption(
        "--data", "DIR", help: "where the node keeps everything", default: "./data", shown: "./data"
    ) { text throws(CommandError) in text }
    static let json = CommandOption.flag("--json", help: "output for programs")

    static let all: [any OptionEntry] = [data, json]
}
