internal import Domain

/// How a setting's text becomes its typed value, and back.
enum SettingField {
    /// One of the registration policies.
    case policy(WritableKeyPath<NodeSettings, RegistrationPolicy>)
    /// A whole number within bounds.
    case number(WritableKeyPath<NodeSettings, Int>, in: ClosedRange<Int>)

    /// The most characters of a value: more is no value of any key.
    static let maximumTextLength = 64

    /// The value as an operator types it.
    func text(in settings: NodeSettings) -> String {
        switch self {
        case .policy(let path): settings[keyPath: path].rawValue
        case .number(let path, _): String(settings[keyPath: path])
        }
    }

    /// Takes the value that `text` spells; false when it spells none. A value has one spelling: no sign, no leading zero, no space.
    func take(_ text: String, in settings: inout NodeSettings) -> Bool {
        guard text.utf8.count <= SettingField.maximumTextLength else { return false }
        switch self {
        case .policy(let path):
            guard let policy = RegistrationPolicy(rawValue: text) else { return false }
            settings[keyPath: path] = policy
        case .number(let path, let bounds):
            guard let number = Int(text), String(number) == text, bounds.contains(number) else { return false }
            settings[keyPath: path] = number
        }
        return true
    }

    /// Which values it takes, in words.
    var allowedValues: String {
        switch self {
        case .policy:
            let words = RegistrationPolicy.allCases.map(\.rawValue)
            return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        case .number(_, let bounds): return "\(bounds.lowerBound) to \(bounds.upperBound)"
        }
    }
}
