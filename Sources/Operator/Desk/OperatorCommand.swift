package import Accounts

/// What an operator asks of a node, running or stopped.
///
/// **Layout** as words: `settings list`, `settings get KEY`, `settings set KEY VALUE`, `invites create COUNT DAYS`, `invites list`,
/// `invites revoke ID`. The command line and the admin socket say the same words and have this one parser.
package enum OperatorCommand: Sendable, Equatable {
    case listSettings
    case getSetting(SettingKey)
    case setSetting(SettingKey, to: String)
    case createInvites(count: Int, days: Int)
    case listInvites
    case revokeInvite(InviteID)

    /// Parses `words`.
    ///
    /// **Errors** wrong usage, with what would be right.
    package init(_ words: [String]) throws(CommandError) {
        let rest = Array(words.dropFirst(2))
        switch (words.first, words.dropFirst().first, rest.count) {
        case ("settings", "list", 0): self = .listSettings
        case ("settings", "get", 1): self = .getSetting(try OperatorCommand.key(rest[0]))
        case ("settings", "set", 2):
            let key = try OperatorCommand.key(rest[0])
            var settings = NodeSettings()
            do { try settings.set(key, to: rest[1]) } catch { throw CommandError(error, exitCode: .usage) }
            self = .setSetting(key, to: rest[1])
        case ("settings", _, _): throw .usage("settings goes on with list, get KEY or set KEY VALUE")
        case ("invites", "create", 2):
            self = .createInvites(count: try OperatorCommand.inviteCount(rest[0]), days: try OperatorCommand.inviteDays(rest[1]))
        case ("invites", "list", 0): self = .listInvites
        case ("invites", "revoke", 1):
            guard let id = InviteID(rest[0]) else {
                throw CommandError(
                    "an invite's id has 8 characters of 0 to 9 and a to f", hint: InviteError.notFound.hint, exitCode: .usage)
            }
            self = .revokeInvite(id)
        case ("invites", _, _): throw .usage("invites goes on with create, list or revoke ID")
        default: throw .usage("there is no such command")
        }
    }

    /// The command as ``init(_:)`` reads it.
    var words: [String] {
        switch self {
        case .listSettings: ["settings", "list"]
        case .getSetting(let key): ["settings", "get", key.rawValue]
        case .setSetting(let key, let value): ["settings", "set", key.rawValue, value]
        case .createInvites(let count, let days): ["invites", "create", String(count), String(days)]
        case .listInvites: ["invites", "list"]
        case .revokeInvite(let id): ["invites", "revoke", id.description]
        }
    }

    /// How many invites `word` asks for.
    static func inviteCount(_ word: String) throws(CommandError) -> Int {
        try number(word, in: 1...InviteLimits.atOnce, InviteError.countOutOfBounds)
    }

    /// For how many days `word` asks.
    static func inviteDays(_ word: String) throws(CommandError) -> Int {
        try number(word, in: 1...InviteLimits.maximumDays, InviteError.daysOutOfBounds)
    }

    private static func key(_ word: String) throws(CommandError) -> SettingKey {
        guard let key = SettingKey(rawValue: word) else { throw CommandError(SettingError.unknownKey, exitCode: .usage) }
        return key
    }

    private static func number(_ word: String, in bounds: ClosedRange<Int>, _ error: InviteError) throws(CommandError) -> Int {
        guard let number = Int(word), String(number) == word, bounds.contains(number) else {
            throw CommandError(error.description, exitCode: .usage)
        }
        return number
    }
}

extension CommandError {
    /// A refusal of the settings.
    package init(_ error: SettingError, exitCode: ExitCode = .failed) { self.init(error.description, hint: error.hint, exitCode: exitCode) }

    /// A refusal of the invites.
    init(_ error: InviteError) { self.init(error.description, hint: error.hint) }
}
