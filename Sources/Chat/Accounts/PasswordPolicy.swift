internal import Crypto

/// Which passwords a member may choose (product row A1).
enum PasswordPolicy {
    /// Fewer characters are within reach of guessing, Argon2id or not.
    static let minimumCharacterCount = 12
    /// More is not typed by a person; it bounds what a form can make us hash.
    static let maximumByteCount = 256

    /// Throws why `password` may not be chosen by `username`.
    static func check(_ password: SecretBytes, username: Username) throws(RegistrationError) {
        guard password.count <= maximumByteCount else { throw .passwordTooLong(maximum: maximumByteCount) }
        // Folded bytes, not a String: nothing of it may linger in a String's storage.
        let folded = password.exposed().map { (65...90).contains($0) ? $0 + 32 : $0 }
        let characterCount = folded.count { $0 & 0xc0 != 0x80 }
        guard characterCount >= minimumCharacterCount else { throw .passwordTooShort(minimum: minimumCharacterCount) }
        guard !contains(folded, Array(username.text.utf8)) else { throw .passwordHoldsUsername }
        guard Set(folded).count >= 5, !isRun(folded), !CommonPasswords.contains(folded) else { throw .passwordTooCommon }
    }

    /// Whether each byte follows its neighbour by one step (`abcdefghijkl`, `210987654321`).
    private static func isRun(_ bytes: [UInt8]) -> Bool {
        let steps = zip(bytes, bytes.dropFirst()).count { abs(Int($0) - Int($1)) <= 1 }
        return steps * 10 >= (bytes.count - 1) * 8
    }

    private static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
        guard bytes.count >= needle.count else { return false }
        return (0...bytes.count - needle.count).contains { bytes[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
