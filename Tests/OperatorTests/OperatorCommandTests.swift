import Accounts
import Testing

@testable import Operator

@Suite struct OperatorCommandTests {
    private static func command(_ arguments: [String]) throws -> OperatorCommand? {
        guard case .operate(let command) = try Invocation(arguments).action else { return nil }
        return command
    }

    @Test func `settings and invites are read from the command line`() throws {
        #expect(try Self.command(["settings", "list"]) == .listSettings)
        #expect(try Self.command(["settings", "get", "registration", "--json"]) == .getSetting(.registration))
        #expect(try Self.command(["settings", "set", "registration", "invite"]) == .setSetting(.registration, to: "invite"))
        #expect(try Self.command(["settings", "set", "sign-in.hours", "default"]) == .setSetting(.signInHours, to: "default"))
        #expect(try Self.command(["invites", "create"]) == .createInvites(count: 1, days: 14))
        #expect(try Self.command(["invites", "create", "--days=3", "--count", "100"]) == .createInvites(count: 100, days: 3))
        #expect(try Self.command(["invites", "--data", "x", "list"]) == .listInvites)
        let id = try #require(InviteID("0a1b2c3d"))
        #expect(try Self.command(["invites", "revoke", "0a1b2c3d"]) == .revokeInvite(id))
    }

    @Test(arguments: [
        ["settings"], ["settings", "show"], ["settings", "list", "all"], ["settings", "get"], ["settings", "get", "registrations"],
        ["settings", "set", "registration"], ["settings", "set", "registration", "lottery"],
        ["settings", "set", "registration", "open", "now"],
        ["settings", "set", "account.dormancy-days", "0"], ["settings", "set", "account.dormancy-days", " 30"],
        ["settings", "set", "registration", "open\r\nsettings"], ["invites"], ["invites", "make"], ["invites", "create", "3"],
        ["invites", "create", "3", "14"], ["invites", "create", "--count", "0"], ["invites", "create", "--count", "101"],
        ["invites", "create", "--days", "366"], ["invites", "create", "--days", "1.5"], ["invites", "create", "--count", "+3"],
        ["invites", "list", "--count", "3"], ["settings", "list", "--days", "3"], ["status", "--count", "3"], ["invites", "revoke"],
        ["invites", "revoke", "0A1B2C3D"], ["invites", "revoke", "1"], ["invites", "revoke", "../../etc"],
        ["invites", "list", "--local", "127.0.0.1:1"],
    ])
    func `everything else is wrong usage`(arguments: [String]) {
        let error = #expect(throws: CommandError.self) { try Invocation(arguments) }
        #expect(error?.exitCode == .usage)
    }

    @Test func `a command's words spell the command`() throws {
        let id = try #require(InviteID("ffffffff"))
        for command: OperatorCommand in [
            .listSettings, .getSetting(.dormancyDays), .setSetting(.dormancyDays, to: "3650"), .createInvites(count: 7, days: 365),
            .listInvites,
            .revokeInvite(id),
        ] {
            #expect(try OperatorCommand(command.words) == command)
            let line = try AdminLine(words: command.words, isJSON: true)
            #expect(AdminLine(received: line.bytes.dropLast(2)) == line)
        }
    }

    @Test func `every setting's longest value fits the socket's line`() throws {
        for key in SettingKey.allCases {
            let value = String(repeating: "9", count: AdminLine.wordByteLimit)
            #expect(try AdminLine(words: ["settings", "set", key.rawValue, value], isJSON: true).bytes.count <= AdminLine.byteLimit)
        }
    }
}
