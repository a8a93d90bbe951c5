internal import Bytes
package import Crypto
internal import Domain

/// A code that lets one person register while the policy is ``RegistrationPolicy/invite``.
///
/// **Shape** 80 random bits; as text 16 characters of base32 in four groups, `abcd-efgh-ijkl-mnop`.
/// Who tries a thousand codes a second for a year against a thousand valid ones finds one with a chance of 1 to 38 thousand million: the bits
/// alone bound the guessing, and no lock is needed by which a stranger could keep people with a code out.
public struct InviteCode: Sendable {
    static let byteCount = 10
    /// Letters of one group.
    private static let groupLength = 4
    /// The most bytes a person's spelling may have: the code with a separator around each character, and some room.
    static let maximumTypedByteCount = 64

    /// The random bits.
    let secret: SecretBytes

    /// A fresh code.
    static func random() -> InviteCode { InviteCode(secret: SecretBytes.random(byteCount)) }

    private init(secret: SecretBytes) { self.secret = secret }

    /// The code that a person typed; nil when it is none. Either case is taken, and spaces and hyphens anywhere; nothing else is passed over.
    package init?(typed: SecretBytes) {
        guard typed.count <= InviteCode.maximumTypedByteCount else { return nil }
        let characters = typed.exposed().filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        guard let bytes = Base32.decode(utf8: characters), bytes.count == InviteCode.byteCount else { return nil }
        secret = SecretBytes(copying: bytes)
    }

    /// The code as people read it, for the operator's screen alone.
    public func exposedText() -> String {
        let text = Base32.encode(secret.exposed())
        var groups: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(InviteCode.groupLength))
            rest = rest.dropFirst(InviteCode.groupLength)
        }
        return groups.joined(separator: "-")
    }
}
