private import Bytes

/// From an agreed secret to the key and nonce of one HPKE context.
///
/// **Source** RFC 9180 §4 (labelled derivation), §4.1 (DHKEM), §5.1 (key schedule), §7 (identifiers).
struct HPKEKeySchedule: Sendable {
    /// The registered numbers of the KEMs.
    enum KEM: UInt16, Sendable {
        case x25519 = 0x0020
        case xWing = 0x647a
    }

    let key: SecretBytes
    let baseNonce: [UInt8]

    /// "KEM" ‖ DHKEM(X25519, HKDF-SHA256), which alone derives its secret by HKDF.
    private static let keySuite = Array("KEM".utf8) + KEM.x25519.bytes
    /// HKDF-SHA256 ‖ ChaCha20-Poly1305.
    private static let suiteEnd: [UInt8] = [0x00, 0x01, 0x00, 0x03]
    private static let version = Array("HPKE-v1".utf8)
    private static let baseMode: UInt8 = 0
    private static let sharedByteCount = 32

    private static let nothing = SecretBytes(copying: [])

    /// The key schedule of base mode: no pre-shared key.
    init(_ kem: KEM, sharedSecret: SecretBytes, info: [UInt8]) {
        let suite = Array("HPKE".utf8) + kem.bytes + Self.suiteEnd
        let presharedHash = Self.extract(suite, salt: Self.nothing, label: "psk_id_hash", Self.nothing)
        let infoHash = Self.extract(suite, salt: Self.nothing, label: "info_hash", SecretBytes(copying: info))
        let context = [Self.baseMode] + presharedHash.exposed() + infoHash.exposed()
        let secret = Self.extract(suite, salt: sharedSecret, label: "secret", Self.nothing)
        key = Self.expand(suite, secret, label: "key", info: context, count: ChaChaPoly.keyByteCount)
        baseNonce = Self.expand(suite, secret, label: "base_nonce", info: context, count: ChaChaPoly.nonceByteCount).exposed()
    }

    /// The shared secret of DHKEM, bound to both public keys.
    static func sharedSecret(_ agreed: SecretBytes, encapsulated: [UInt8], recipient: AgreementPublicKey) -> SecretBytes {
        let extracted = extract(keySuite, salt: nothing, label: "eae_prk", agreed)
        return expand(keySuite, extracted, label: "shared_secret", info: encapsulated + recipient.bytes, count: sharedByteCount)
    }

    /// LabeledExtract.
    private static func extract(_ suite: [UInt8], salt: SecretBytes, label: String, _ secret: SecretBytes) -> SecretBytes {
        let labelled = SecretBytes.joined([SecretBytes(copying: version + suite + Array(label.utf8)), secret])
        return HKDFSHA256.extract(labelled, salt: salt)
    }

    /// LabeledExpand.
    private static func expand(_ suite: [UInt8], _ key: SecretBytes, label: String, info: [UInt8], count: Int) -> SecretBytes {
        var labelled = ByteWriter()
        labelled.write(UInt16(count))
        labelled.write(version)
        labelled.write(suite)
        labelled.write(label.utf8)
        labelled.write(info)
        return HKDFSHA256.expand(key, info: labelled.bytes, count: count)
    }
}

extension HPKEKeySchedule.KEM {
    fileprivate var bytes: [UInt8] { [UInt8(rawValue >> 8), UInt8(rawValue & 0xff)] }
}
