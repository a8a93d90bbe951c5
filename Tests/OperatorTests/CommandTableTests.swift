import Testing

@testable import Operator

@Suite struct CommandTableTests {
    private let table = CommandTable.house

    @Test func `no name stands twice, and none is the beginning of another`() {
        for (index, command) in table.commands.enumerated() {
            #expect(command.words.count == 1 || table.group(command.words[0]) != nil, "\(command.name) stands in no group")
            for other in table.commands.dropFirst(index + 1) {
                #expect(!other.words.starts(with: command.words) && !command.words.starts(with: other.words))
            }
        }
        for group in table.groups { #expect(!table.commands(of: group).isEmpty) }
    }

    @Test func `what goes through a node is read again from the words that it is sent as`() throws {
        let samples = ["KEY": "registration", "VALUE": "closed", "ID": "0a1b2c3d"]
        var count = 0
        for command in table.commands {
            let operands = try command.operands.filter { !$0.isOptional }.map { try #require(samples[$0.name], "a sample for \($0.name)") }
            guard case .operate(let operation) = try Invocation(command.words + operands).action else { continue }
            #expect(try OperatorCommand(operation.words) == operation, "\(command.name)")
            count += 1
        }
        #expect(count >= 6)
    }

    @Test func `options of one name are alike, whichever command takes them`() throws {
        for command in table.commands {
            for option in CommonOptions.all + command.options {
                let first = try #require(table.option(option.name))
                #expect((first.placeholder == nil) == (option.placeholder == nil), "\(option.name)")
            }
        }
    }

    @Test func `operands that may be left out stand last`() {
        for command in table.commands {
            let areOptional = command.operands.map(\.isOptional)
            #expect(areOptional == areOptional.filter { !$0 } + areOptional.filter { $0 }, "\(command.name)")
        }
    }

    @Test func `the commands to come have a place in the table's shape`() throws {
        let age = CommandOption("--age", "DAYS", help: "older ones", default: 7, shown: "7") { text throws(CommandError) in
            guard let days = Int(text) else { throw .usage("--age takes days") }
            return days
        }
        let table = CommandTable(
            summary: "x", groups: [CommandGroup(word: "backup", summary: "copies of the node", details: [])],
            commands: [
                Command("backup", "create", operands: [.init(name: "FILE")], summary: "makes one", options: [age]) {
                    arguments throws(CommandError) in .show("\(arguments.operands[0]) \(try arguments.value(of: age))")
                },
                Command("rotate", operands: [.init(name: "WHAT")], summary: "a new one") { arguments throws(CommandError) in
                    .ask(["rotate"] + arguments.operands)
                },
            ])
        #expect(try Invocation(["backup", "create", "a"], in: table).action == .show("a 7"))
        #expect(try Invocation(["backup", "--age=3", "create", "a"], in: table).action == .show("a 3"))
        #expect(try Invocation(["rotate", "onion"], in: table).action == .ask(["rotate", "onion"]))
        let error = #expect(throws: CommandError.self) { try Invocation(["backup", "crate", "a"], in: table) }
        #expect(error?.message == "backup goes on with create FILE" && error?.hint?.contains("did you mean backup create?") == true)
        #expect(throws: CommandError.self) { try Invocation(["backup", "create", "a", "--age", "x"], in: table) }
    }

    @Test(arguments: [
        ("serv", "serve"), ("sevre", "serve"), ("stauts", "status"), ("Settings", "settings"), ("adress", "address"), ("halp", "help"),
    ])
    func `the nearest word is what was meant`(typed: String, meant: String) {
        #expect(NearestWord.to(typed, among: table.firstWords) == meant)
    }

    @Test(arguments: ["", "x", "run", "backup", "hlxp", String(repeating: "s", count: 33)]) func `nothing is near to other words`(
        typed: String
    ) {
        #expect(NearestWord.to(typed, among: table.firstWords) == nil)
    }
}
