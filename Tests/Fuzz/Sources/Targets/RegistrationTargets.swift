import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto

/// What a stranger types to register: passwords that are judged, and invite codes.
let registrationTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "password-strength", longestInput: 300,
        seeds: {
            ["correct horse battery staple", "p@ssw0rd1234", "1q2w3e4r5t6y", "abcabcabcabc", "24121987 2001", "grüne wolken 91"]
                .map { Array($0.utf8) }
        },
        run: Typed.runPassword),
    FuzzTarget(
        name: "invite-code", longestInput: 80,
        seeds: { ["abcd-efgh-ijkl-mnop", " 2345 67AB CDEF GHIJ ", "abcdefghijklmnop"].map { Array($0.utf8) } },
        run: Typed.runCode),
]

private enum Typed {
    private static let name = FixedKeys.required { try Username("ada") }

    static func runPassword(_ input: [UInt8]) {
        let weakness = PasswordStrength.weakness(of: input)
        claim(PasswordStrength.weakness(of: input) == weakness, "a password is judged the same twice")
        let digits = input.map { UInt8(ascii: "0") + $0 % 10 }.prefix(12)
        claim(PasswordStrength.weakness(of: Array(digits)) != nil, "twelve digits are never enough")
        let repeated = Array(repeatElement(input.first ?? 0, count: input.count))
        claim(PasswordStrength.weakness(of: repeated) != nil, "one character is never enough")
        do {
            try PasswordPolicy.check(SecretBytes(copying: input), of: name)
            claim(
                input.count >= PasswordPolicy.minimumCharacterCount && input.count <= PasswordPolicy.maximumByteCount,
                "a password has its size")
        } catch {
            switch error {
            case .tooLong: claim(input.count > PasswordPolicy.maximumByteCount, "too long is too long")
            case .tooShort:
                let count = String(validating: input, as: UTF8.self)?.unicodeScalars.count ?? 0
                claim(count < PasswordPolicy.minimumCharacterCount, "too short is too short, where it is text at all")
            case .tooEasy, .holdsUsername: break
            }
        }
    }

    static func runCode(_ input: [UInt8]) {
        guard let code = InviteCode(typed: SecretBytes(copying: input)) else { return }
        let text = code.exposedText()
        let letters = input.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        claim(
            String(decoding: letters, as: UTF8.self).lowercased() == text.filter { $0 != "-" },
            "nothing but case, spaces and hyphens is passed over")
        let again = InviteCode(typed: SecretBytes(copying: Array(text.utf8)))
        claim(again?.secret == code.secret && text.utf8.count == 19, "a code that was read is spelled back")
    }
}
