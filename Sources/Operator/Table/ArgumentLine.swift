/// A command line taken apart: its words and its options, before it is known which command they are of.
///
/// **Shape** options stand anywhere, as `--name value` or `--name=value`, each once; behind `--` everything is a word.
struct ArgumentLine: Sendable {
    /// What is no entry of the table: they lead to the commands of their names.
    static let flags = ["--help", "-h", "--version"]

    private(set) var words: [String] = []
    /// By the options' names; a flag's value is empty.
    private(set) var given: [String: String] = [:]
    /// In the order in which they were given.
    private(set) var names: [String] = []
    private(set) var asksForHelp = false

    /// **Errors** wrong usage: an option that no command has, one given twice, one without its value, a flag with one, or a wrong value.
    init(_ arguments: [String], in table: CommandTable) throws(CommandError) {
        var rest = arguments[...]
        var asksForVersion = false
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                words.append(argument)
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let (name, attached) = (parts[0], parts.dropFirst().first)
            if ArgumentLine.flags.contains(name) {
                guard attached == nil else { throw .usage("\(name) takes no value") }
                if name == "--version" { asksForVersion = true } else { asksForHelp = true }
                continue
            }
            guard let option = table.option(name) else {
                throw .usage("there is no option \(name.shortened)", nearest: NearestWord.to(name, among: table.optionNames))
            }
            guard given[name] == nil else { throw .usage("\(name) is given twice") }
            let text = try ArgumentLine.value(of: option, attached: attached, &rest)
            try option.check(text)
            given[name] = text
            names.append(name)
        }
        if asksForVersion { words.insert("version", at: 0) }
    }

    private static func value(
        of option: any OptionEntry, attached: String?, _ rest: inout ArraySlice<String>
    ) throws(CommandError) -> String {
        guard let placeholder = option.placeholder else {
            guard attached == nil else { throw .usage("\(option.name) takes no value") }
            return ""
        }
        // What looks like the next option is one: a forgotten value shall not swallow it. Behind "=" it may begin as it likes.
        if attached == nil, let next = rest.first, next.hasPrefix("--") { throw .usage("\(option.name) needs a value: \(placeholder)") }
        guard let text = attached ?? rest.popFirst(), !text.isEmpty else { throw .usage("\(option.name) needs a value: \(placeholder)") }
        return text
    }
}

extension String {
    /// At most 64 characters, for an error that names what was typed: a path pasted in the wrong place shall not fill the screen.
    var shortened: String { count <= 64 ? self : "\(prefix(63))…" }
}
