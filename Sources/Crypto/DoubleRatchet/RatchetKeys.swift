/// The three key derivations of a session.
///
/// **Source** Signal, "The Double Ratchet Algorithm", revision 3, §3.1, §4.3 and §7.2; protocol §8.1. The first 64 bytes of the root step and
/// both chain outputs are what PyPI's `DoubleRatchet` computes with `kdf_hkdf` and `kdf_separate_hmacs` (SHA-256, constant `02 01`).
enum RatchetKeys {
    /// The info of the root step.
    static let rootInfo = Array("ONION1/ratchet root\0".utf8)
    private static let nextMessageKey: InlineArray<1, UInt8> = [0x01]
    private static let nextChainKey: InlineArray<1, UInt8> = [0x02]

    /// `KDF_RK_HE`: HKDF-SHA256(salt = root key, ikm = agreement) → next root key ‖ chain key ‖ next header key.
    static func rootStep(
        _ rootKey: SecretBytes, agreement: SecretBytes, with code: inout HMACSHA256
    ) -> (rootKey: SecretBytes, chainKey: SecretBytes, nextHeaderKey: SecretBytes) {
        code.restart(key: rootKey)
        let keys = HKDFSHA256.derive(agreement, info: rootInfo, count: 96, saltedBy: &code)
        return (keys[0..<32], keys[32..<64], keys[64..<96])
    }

    /// `KDF_CK`: HMAC(chain key, 0x02) → next chain key, HMAC(chain key, 0x01) → message key, which is what `code` gives after it.
    static func chainStep(_ chainKey: SecretBytes, with code: inout HMACSHA256) -> SecretBytes {
        // Keyed once for both: keying is most of what a code costs.
        code.restart(key: chainKey)
        code.update(nextChainKey.span)
        let next = code.secret()
        code.restart()
        code.update(nextMessageKey.span)
        return next
    }
}
