internal import Domain

/// Why a setting could not be read or changed.
public enum SettingError: Error, Equatable, Sendable {
    /// There is no setting of that name.
    case unknownKey
    /// The setting does not take that value.
    case valueNotAllowed(SettingKey)
    /// The stored value of that setting is none that this version understands.
    case storedValueUnreadable(SettingKey)
    /// So many settings are stored that this version does not know.
    case storedKeysUnknown(count: Int)
    /// The node's storage failed.
    case storage
}

extension SettingError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .unknownKey: "there is no setting of that name"
        case .valueNotAllowed(let key): "\(key.rawValue) takes \(key.allowedValues), or \(SettingKey.defaultWord)"
        case .storedValueUnreadable(let key):
            "the stored value of the setting \(key.rawValue) is none that this version understands: a newer version wrote it, or it is damaged"
        case .storedKeysUnknown(let count):
            "the database has \(count) settings that this version does not know: a newer version wrote them, or they are damaged"
        case .storage: "the node could not store or read its settings: look at the disk"
        }
    }

    /// What to do about it; nil when the words say it all.
    public var hint: String? {
        switch self {
        case .unknownKey: "onionnode settings list shows them all"
        case .storedValueUnreadable(let key):
            "install the version that wrote it, or: onionnode settings set \(key.rawValue) \(SettingKey.defaultWord)"
        case .storedKeysUnknown: "install the version that wrote them, or restore a backup"
        case .valueNotAllowed, .storage: nil
        }
    }
}
