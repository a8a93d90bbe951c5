import Bytes
internal import Domain
internal import Mail

/// A member's name as a field of one size, so that its length shows nowhere.
///
/// **Layout** the name's ASCII characters, then zeros; 32 bytes.
enum UsernameField {
    /// The size of the field: the longest name there is.
    static let byteCount = 32

    /// The 32 bytes of a name.
    static func encode(_ name: Username) throws(WireError) -> [UInt8] {
        let characters = Array(name.text.utf8)
        guard characters.count <= byteCount else { throw .invalidName }
        return characters + [UInt8](repeating: 0, count: byteCount - characters.count)
    }

    /// Reads a name; only the spelling that ``encode(_:)`` gives is one.
    static func decode(_ field: [UInt8]) throws(WireError) -> Username {
        let characters = field.prefix { $0 != 0 }
        guard field[characters.endIndex...].allSatisfy({ $0 == 0 }), let text = String(validating: characters, as: UTF8.self),
            let name = try? Username(text), name.text == text
        else { throw .invalidName }
        return name
    }
}
