import Accounts
import Testing

@testable import Operator

@Suite struct InvocationTests {
    private static func shown(_ arguments: [String]) throws -> String? {
        guard case .show(let text) = try Invocation(arguments).action else { return nil }
        return text
    }

    @Test func `serve takes its options in either spelling`() throws {
        let invocation = try Invocation([
            "serve", "--data=/srv/node", "--local", "127.0.0.1:8080", "--torrc-include", "net.torrc", "--json",
        ])
        #expect(
            invocation.action == .serve(.init(dataPath: "/srv/node", localPort: 8080, torrcIncludePath: "net.torrc")))
        #expect(invocation.isJSON)
        #expect(invocation.dataPath == "/srv/node")
    }

    @Test(arguments: [
        ["serv"], ["--what"], ["status", "now"], ["serve", "--data"], ["serve", "--data", "--json"], ["serve", "--local", "0.0.0.0:80"],
        ["serve", "--local", "192.168.1.5:80"], ["serve", "--local", "127.0.0.1"], ["serve", "--local", "127.0.0.1:99999"],
        ["status", "--local", "127.0.0.1:80"], ["address", "--torrc", "x"], ["serve", "--data="], ["serve", "--data", ""], ["-"],
        ["status", "--json=yes"], ["status", "--json", "--json"], ["serve", "--torrc", "a", "--torrc=b"], ["status", "--", "--json"],
        ["help", "nothing"], ["help", "settings", "nothing"], ["nothing", "--help"], ["--help=serve"], ["status", "--version"],
        ["serve", "--Data", "x"], ["--", "--help"],
    ])
    func `wrong usage ends with 2 and a hint`(arguments: [String]) {
        let error = #expect(throws: CommandError.self) { try Invocation(arguments) }
        #expect(error?.exitCode == .usage)
        #expect(error?.hint != nil)
    }

    @Test(arguments: [[], ["help"], ["--help"], ["-h"], ["--json", "-h"]]) func `help is easily asked for`(arguments: [String]) throws {
        #expect(try Self.shown(arguments)?.hasPrefix("onionnode: a chat node") == true)
    }

    @Test(arguments: CommandTable.house.commands.map(\.words)) func `each command's help is the same in every spelling`(
        words: [String]
    ) throws {
        let text = try #require(try Self.shown(["help"] + words))
        #expect(try Self.shown(words + ["--help"]) == text)
        #expect(try Self.shown(["-h"] + words) == text)
        #expect(try Self.shown(words + ["--json", "more", "words", "--help"]) == text)
    }

    @Test func `behind two dashes everything is a word`() throws {
        #expect(try Invocation(["settings", "get", "--", "registration"]).action == .operate(.getSetting(.registration)))
        #expect(try Invocation(["--json", "--", "status"]).action == .ask(["status"]))
        #expect(throws: CommandError.self) { try Invocation(["settings", "set", "registration", "--", "--json"]) }
    }

    @Test func `a value may begin with dashes behind an equals sign`() throws {
        #expect(try Invocation(["status", "--data=--x"]).dataPath == "--x")
        #expect(try Invocation(["status", "--data=a=b"]).dataPath == "a=b")
    }

    @Test(arguments: SettingKey.allCases) func `the help of settings names each and what it takes`(key: SettingKey) throws {
        for topic in [["settings"], ["settings", "get"], ["settings", "set"]] {
            let text = try #require(try Self.shown(["help"] + topic))
            #expect(text.contains(key.rawValue) && text.contains(key.allowedValues))
        }
    }

    @Test func `the data directory is ./data unless told otherwise`() throws {
        #expect(try Invocation(["status"]).dataPath == "./data")
        #expect(try Invocation(["--data", "x", "address"]).dataPath == "x")
    }
}
