/// What both ends of X-Wing compute: one secret out of an ML-KEM-768 secret and an X25519 secret. Who wants it must break both.
///
/// **Layout** SHA3-256(ML-KEM secret ‖ X25519 secret ‖ X25519 ciphertext ‖ X25519 public key ‖ `\.//^\`).
/// **Source** draft-connolly-cfrg-xwing-kem §5.3.
enum XWing {
    private static let label = SecretBytes(copying: Array(#"\.//^\"#.utf8))

    static func combine(
        lattice: SecretBytes, curve: SecretBytes, ephemeral: AgreementPublicKey, recipient: AgreementPublicKey
    ) -> SecretBytes {
        SHA3_256.hash(
            .joined([lattice, curve, SecretBytes(copying: ephemeral.bytes), SecretBytes(copying: recipient.bytes), label]))
    }
}
