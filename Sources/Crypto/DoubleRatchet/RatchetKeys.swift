/// The three key derivations of a session.
///
/// **Source** Signal, "The Double Ratchet Algorithm", revision 3, §3.1, §4.3 and §7.2; protocol §3.13. The first 64 bytes of the root step and
/// both chain outputs are what PyPI's `DoubleRatchet` computes with `kdf_hkdf` and `kdf_separate_hmacs` (SHA-256, constant `02 01`).
enum RatchetKeys {
    /// The info of the root step.
    static let rootInfo = Array("ONION1/ratchet root\0".utf8)
    private static let nextMessageKey: [UInt8] = [0x01]
    private static let nextChainKey: [UInt8] = [0x02]

    /// `KDF_RK_HE`: HKDF-SHA256(salt = root key, ikm = agreement) → next root key ‖ chain key ‖ next header key.
    static func rootStep(
        _ rootKey: SecretBytes, agreement: SecretBytes
    ) -> (rootKey: SecretBytes, chainKey: SecretBytes, nextHeaderKey: SecretBytes) {
        let keys = HKDFSHA256.derive(agreement, salt: rootKey, info: rootInfo, count: 96)
        return (keys[0..<32], keys[32..<64], keys[64..<96])
    }

    /// `KDF_CK`: HMAC(chain key, 0x02) → next chain key, HMAC(chain key, 0x01) → message key.
    static func chainStep(_ chainKey: SecretBytes) -> (chainKey: SecretBytes, messageKey: SecretBytes) {
        // Keyed once for both: keying is most of what a code costs.
        var code = HMACSHA256(key: chainKey)
        code.update(nextChainKey)
        let next = SecretBytes(count: HMACSHA256.byteCount) { output in code.appendCode(to: &output) }
        code.restart()
        code.update(nextMessageKey)
        return (next, code.finishSecret())
    }
}
