internal import Domain

/// What the operator has chosen for this node: one typed value for each ``SettingKey``.
///
/// A fresh value holds the defaults, and so does every key that was never set.
public struct NodeSettings: Sendable, Equatable {
    /// Who may register.
    public internal(set) var registration = RegistrationPolicy.open
    /// After how many days without a login an account vanishes (protocol §11.8).
    public internal(set) var dormancyDays = 30
    /// How many accounts there may be, shells of destroyed ones among them.
    public internal(set) var accountLimit = 100_000
    /// After how many minutes without a click a sign-in ends (protocol §11.7).
    public internal(set) var signInIdleMinutes = 15
    /// After how many hours a sign-in ends in any case (protocol §11.7).
    public internal(set) var signInHours = 12

    /// The defaults.
    public init() {}

    /// The value of `key` as an operator types it.
    public func text(of key: SettingKey) -> String { key.entry.field.text(in: self) }

    /// Takes `text` as the value of `key`, or ``SettingKey/defaultWord`` for its default.
    ///
    /// **Errors** the value is not one of that key's; then nothing changes.
    public mutating func set(_ key: SettingKey, to text: String) throws(SettingError) {
        let wanted = text == SettingKey.defaultWord ? NodeSettings().text(of: key) : text
        guard key.entry.field.take(wanted, in: &self) else { throw .valueNotAllowed(key) }
    }
}
