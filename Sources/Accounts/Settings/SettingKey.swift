internal import Domain

/// The name of a setting: dotted words, a closed list.
///
/// A new setting is one case with its ``entry``, and its value in ``NodeSettings``.
public enum SettingKey: String, Sendable, CaseIterable {
    /// Who may register.
    case registration
    /// How long an account lives without a login.
    case dormancyDays = "account.dormancy-days"
    /// How many accounts there may be.
    case accountLimit = "account.limit"
    /// How long a sign-in lives without a click.
    case signInIdleMinutes = "sign-in.idle-minutes"
    /// How long a sign-in lives at most.
    case signInHours = "sign-in.hours"

    /// What stands for a key's default wherever a value is typed.
    public static let defaultWord = "default"

    /// One line on what the setting does.
    public var explanation: String { entry.explanation }

    /// Which values it takes, in words.
    public var allowedValues: String { entry.field.allowedValues }

    /// What holds until it is set.
    public var defaultText: String { NodeSettings().text(of: self) }

    /// All that is to be said of a setting.
    struct Entry {
        let explanation: String
        let field: SettingField
    }

    var entry: Entry {
        switch self {
        case .registration:
            Entry(
                explanation: "who may register: anybody, whoever has an invite code, or nobody",
                field: .policy(\.registration))
        case .dormancyDays:
            // Less than a day can't be told: the last login is kept as a day. Ten years is "never" for a chat.
            Entry(
                explanation: "an account that nobody logs in to for so many days vanishes, and all that is in it",
                field: .number(\.dormancyDays, in: 1...3650))
        case .accountLimit:
            // Each has a page of 4 KiB in `erase.bin`: a million have about 5 GB.
            Entry(
                explanation: "nobody can register once there are so many accounts, and names of destroyed ones",
                field: .number(\.accountLimit, in: 1...1_000_000))
        case .signInIdleMinutes:
            // Longer than a day is left to no browser that somebody walked away from.
            Entry(
                explanation: "a sign-in ends after so many minutes without a click",
                field: .number(\.signInIdleMinutes, in: 1...1440))
        case .signInHours:
            // A week: the account's key is in the node's memory as long.
            Entry(
                explanation: "a sign-in ends after so many hours in any case",
                field: .number(\.signInHours, in: 1...168))
        }
    }
}
