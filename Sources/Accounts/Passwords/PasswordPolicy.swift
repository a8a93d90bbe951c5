internal import Crypto
internal import Domain

/// Which passwords a member may choose. **Source** protocol §11.6.
enum PasswordPolicy {
    /// Fewer characters are within reach of guessing, Argon2id or not.
    static let minimumCharacterCount = 12
    /// More is not typed by a person; it bounds what a form can make us hash.
    static let maximumByteCount = 256

    /// Throws why `password` may not be chosen by the member named `username`.
    static func check(_ password: SecretBytes, of username: Username) throws(PasswordProblem) {
        guard password.count <= maximumByteCount else { throw .tooLong(maximum: maximumByteCount) }
        // Folded bytes, not a String: nothing of it may linger in a String's storage.
        let folded = password.exposed().map { (65...90).contains($0) ? $0 + 32 : $0 }
        let characterCount = folded.count { $0 & 0xc0 != 0x80 }
        guard characterCount >= minimumCharacterCount else { throw .tooShort(minimum: minimumCharacterCount) }
        guard !contains(folded, Array(username.text.utf8)) else { throw .holdsUsername }
        if let weakness = PasswordStrength.weakness(of: folded) { throw .tooEasy(weakness) }
    }

    /// Whether two passwords differ in nothing but capitals and spaces: a caps lock or a thumb turns one into the other, and one of them destroys.
    static func areAlike(_ one: SecretBytes, _ other: SecretBytes) -> Bool {
        func essence(_ password: SecretBytes) -> SecretBytes {
            SecretBytes(copying: password.exposed().filter { $0 != UInt8(ascii: " ") }.map { (65...90).contains($0) ? $0 + 32 : $0 })
        }
        return essence(one).isEqual(to: essence(other))
    }

    private static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
        guard bytes.count >= needle.count else { return false }
        return (0...bytes.count - needle.count).contains { bytes[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
