import Accounts
import Chat
import Domain
import Mail
import Testing

@testable import OnionNode

@Suite struct InvocationTests {
    @Test func `serve takes its options in either spelling`() throws {
        let invocation = try Invocation([
            "serve", "--data=/srv/node", "--local", "127.0.0.1:8080", "--torrc-include", "net.torrc", "--json",
        ])
        #expect(
            invocation.command
                == .serve(.init(dataPath: "/srv/node", localPort: 8080, torrcIncludePath: "net.torrc")))
        #expect(invocation.isJSON)
        #expect(invocation.dataPath == "/srv/node")
    }

    @Test(arguments: [
        ["serv"], ["--what"], ["status", "now"], ["serve", "--data"], ["serve", "--data", "--json"], ["serve", "--local", "0.0.0.0:80"],
        ["serve", "--local", "192.168.1.5:80"], ["serve", "--local", "127.0.0.1"], ["serve", "--local", "127.0.0.1:99999"],
        ["status", "--local", "127.0.0.1:80"], ["address", "--torrc", "x"],
    ])
    func `wrong usage ends with 2 and a hint`(arguments: [String]) {
        let error = #expect(throws: CommandError.self) { try Invocation(arguments) }
        #expect(error?.exitCode == .usage)
        #expect(error?.hint != nil)
    }

    @Test(arguments: [[], ["help"], ["--help"], ["-h"], ["serve", "--help"], ["help", "serve"]]) func `help is easily asked for`(
        arguments: [String]
    ) throws {
        guard case .help = try Invocation(arguments).command else {
            Issue.record("no help for \(arguments)")
            return
        }
    }

    @Test(arguments: [["help", "invites"], ["invites", "--help"], ["invites", "create", "--count", "3", "-h"]])
    func `a command's own help says what goes on behind it`(arguments: [String]) throws {
        #expect(try Invocation(arguments).command == .help("invites"))
        #expect(HelpText.text(on: "invites").contains("--count") && HelpText.all.contains("help invites"))
    }

    @Test(arguments: SettingKey.allCases) func `the help of settings names each and what it takes`(key: SettingKey) {
        let text = HelpText.text(on: "settings")
        #expect(text.contains(key.rawValue) && text.contains(key.allowedValues))
    }

    @Test func `the data directory is ./data unless told otherwise`() throws {
        #expect(try Invocation(["status"]).dataPath == "./data")
        #expect(try Invocation(["--data", "x", "address"]).dataPath == "x")
    }
}

@Suite struct JSONTests {
    @Test func `JSON escapes what it must and keeps the order of keys`() {
        let value = JSON.object([
            ("b", .text("a\"b\\c\n\u{1}é")), ("a", .array([.integer(-3), .boolean(true), .null])),
        ])
        #expect(value.text == #"{"b": "a\"b\\c\n\u0001é", "a": [-3, true, null]}"#)
    }
}
