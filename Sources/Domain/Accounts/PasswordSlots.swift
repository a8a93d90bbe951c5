internal import Bytes
package import Crypto

/// What a password opened.
package enum SlotContent: Sendable {
    /// The login password: the account key.
    case account(AccountKey)
    /// The destruction password.
    case destruction
}

/// The two slots of an account, one for each password, of one size and in random order.
///
/// A slot is a verifier and a wrapped blob. Which slot is which is inside the blob alone, so that the database does not tell the passwords apart.
/// **Layout** slot: verifier 32 ‖ nonce 12 ‖ ChaCha20-Poly1305 of (role 1 ‖ key 32). **Source** protocol §11.1.
package struct PasswordSlots: Sendable {
    package static let slotByteCount = 32 + 12 + 33 + 16
    private static let loginRole: UInt8 = 1
    private static let destructionRole: UInt8 = 2
    private static let blobContext = Array("ONION1/password-slot\0".utf8)

    package let first: [UInt8]
    package let second: [UInt8]

    /// The stored slots.
    package init(first: [UInt8], second: [UInt8]) {
        self.first = first
        self.second = second
    }

    /// Fresh slots: `login` and `destruction` are Argon2id's results for the two passwords.
    package init(login: SecretBytes, destruction: SecretBytes, half: SecretBytes, accountKey: AccountKey) throws(CryptoError) {
        let own = try PasswordSlots.seal(login, half, PasswordSlots.loginRole, accountKey.secret.exposed())
        let other = try PasswordSlots.seal(destruction, half, PasswordSlots.destructionRole, Random.bytes(AccountKey.byteCount))
        (first, second) = Random.integer(below: 2) == 0 ? (own, other) : (other, own)
    }

    /// Slots that nothing opens: what an unknown name is compared with, and what a destroyed account keeps.
    package static func random() -> PasswordSlots {
        PasswordSlots(first: Random.bytes(slotByteCount), second: Random.bytes(slotByteCount))
    }

    /// What `hash`, Argon2id's result, opens; nil when it is neither password.
    ///
    /// Both slots are always compared, in constant time, and one is always opened: a hash that fits neither costs what one that fits costs.
    package func open(_ hash: SecretBytes, half: SecretBytes) -> SlotContent? {
        guard first.count == PasswordSlots.slotByteCount, second.count == PasswordSlots.slotByteCount else { return nil }
        let verifier = PasswordSlots.verifier(hash)
        let isFirst = constantTimeEqual(Array(first.prefix(32)), verifier)
        let isSecond = constantTimeEqual(Array(second.prefix(32)), verifier)
        let slot = isSecond ? second : first
        let blob = try? ChaChaPoly.open(
            Array(slot[44...]), key: PasswordSlots.wrappingKey(hash, half), nonce: Array(slot[32..<44]),
            associatedData: PasswordSlots.blobContext)
        guard isFirst || isSecond, let blob, let role = blob.first else { return nil }
        switch role {
        case PasswordSlots.loginRole: return .account(AccountKey(SecretBytes(copying: Array(blob.dropFirst()))))
        case PasswordSlots.destructionRole: return .destruction
        default: return nil
        }
    }

    private static func seal(_ hash: SecretBytes, _ half: SecretBytes, _ role: UInt8, _ key: [UInt8]) throws(CryptoError) -> [UInt8] {
        let nonce = Random.bytes(12)
        let blob = try ChaChaPoly.seal([role] + key, key: wrappingKey(hash, half), nonce: nonce, associatedData: blobContext)
        return verifier(hash) + nonce + blob
    }

    private static func verifier(_ hash: SecretBytes) -> [UInt8] {
        HKDFSHA256.derive(hash, salt: [], info: Array("ONION1/password-verifier\0".utf8), count: 32).exposed()
    }

    private static func wrappingKey(_ hash: SecretBytes, _ half: SecretBytes) -> SecretBytes {
        let material = SecretBytes(copying: hash.exposed() + half.exposed())
        return HKDFSHA256.derive(material, salt: [], info: Array("ONION1/kek\0".utf8), count: 32)
    }
}
