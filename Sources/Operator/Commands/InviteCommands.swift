internal import Accounts

/// `onionnode invites …`.
enum InviteCommands {
    private static let count = CommandOption(
        "--count", "N", help: "so many codes, at most \(InviteLimits.atOnce)", default: 1, shown: "1"
    ) { text throws(CommandError) in try OperatorCommand.inviteCount(text) }
    private static let days = CommandOption(
        "--days", "D", help: "each good for so many days, at most \(InviteLimits.maximumDays)", default: InviteLimits.defaultDays,
        shown: "\(InviteLimits.defaultDays)"
    ) { text throws(CommandError) in try OperatorCommand.inviteDays(text) }

    static let group = CommandGroup(
        word: "invites", summary: "codes with which people may register while the setting registration is invite",
        details: ["A node has at most \(InviteLimits.unused) unused invites. Codes are not kept and can't be shown again."])

    static let all: [Command] = [
        Command(
            "invites", "create", summary: "prints codes, each good for one registration",
            details: ["A node has at most \(InviteLimits.unused) unused invites. A code is shown this once."], options: [count, days]
        ) { arguments throws(CommandError) in
            .operate(.createInvites(count: try arguments.value(of: count), days: try arguments.value(of: days)))
        },
        Command("invites", "list", summary: "ids and what became of them") { _ throws(CommandError) in .operate(.listInvites) },
        Command("invites", "revoke", operands: [Command.Operand(name: "ID")], summary: "takes one back") { arguments throws(CommandError) in
            .operate(try OperatorCommand(["invites", "revoke"] + arguments.operands))
        },
    ]
}
