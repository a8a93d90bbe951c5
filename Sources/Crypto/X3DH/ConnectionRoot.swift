import Bytes

/// The keys that a new connection starts with: one purpose each.
///
/// The root itself is used for nothing but to derive them and is not kept.
///
/// **Shape** five keys of 32 bytes.
/// **Layout** root = HKDF-SHA256(salt = request secret, ikm = SK₀ [‖ KEM secret], info = `ONION1/root\0` ‖ mode ‖ SHA-256(KEM parts) ‖
/// SHA-256(u32 length ‖ asker's capabilities ‖ u32 length ‖ acceptor's capabilities)); each key = HKDF-SHA256(salt = 0³², ikm = root,
/// info = `ONION1/<purpose>\0`) with the purposes `session`, `header acceptor`, `header asker`, `presence`, `repair`.
/// **Source** protocol §7.2.
public struct ConnectionRoot: Sendable {
    /// The first root key of the Double Ratchet.
    public let sessionKey: SecretBytes
    /// Seals the headers of the acceptor's first sending chain.
    public let acceptorHeaderKey: SecretBytes
    /// Seals the headers of the asker's first sending chain (the "next" header key at the start).
    public let askerHeaderKey: SecretBytes
    /// Both ends' presence slots.
    public let presenceKey: SecretBytes
    /// Seals a renewal when the session itself is lost.
    public let repairKey: SecretBytes

    private static let keyByteCount = 32

    /// Derives the keys that both ends reach when they agree on every argument.
    ///
    /// - Parameters:
    ///   - sharedSecret: SK₀ of ``X3DH``.
    ///   - kemSecret: the KEM's secret where both ends have one, else nil.
    ///   - requestSecret: the 32 bytes that travelled inside the request.
    ///   - mode: which agreement was run; both ends state it.
    ///   - kemParts: the KEM's public key and ciphertext as they travelled, empty without a KEM.
    ///   - askerCapabilities: the asker's capability bytes, as signed.
    ///   - acceptorCapabilities: the acceptor's capability bytes, as signed.
    public static func derive(
        sharedSecret: SecretBytes, kemSecret: SecretBytes? = nil, requestSecret: SecretBytes, mode: UInt8, kemParts: [UInt8],
        askerCapabilities: [UInt8], acceptorCapabilities: [UInt8]
    ) -> ConnectionRoot {
        var capabilities = ByteWriter()
        capabilities.writeLongPrefixed(askerCapabilities)
        capabilities.writeLongPrefixed(acceptorCapabilities)
        var info = ByteWriter()
        info.write(label("root"))
        info.write(mode)
        info.write(SHA256.hash(kemParts))
        info.write(SHA256.hash(capabilities.bytes))
        let material = kemSecret.map { SecretBytes.joined([sharedSecret, $0]) } ?? sharedSecret
        let root = HKDFSHA256.derive(material, salt: requestSecret, info: info.bytes, count: keyByteCount)
        return ConnectionRoot(
            sessionKey: key(of: root, for: "session"),
            acceptorHeaderKey: key(of: root, for: "header acceptor"),
            askerHeaderKey: key(of: root, for: "header asker"),
            presenceKey: key(of: root, for: "presence"),
            repairKey: key(of: root, for: "repair"))
    }

    private static func key(of root: SecretBytes, for purpose: String) -> SecretBytes {
        HKDFSHA256.derive(root, salt: [UInt8](repeating: 0, count: keyByteCount), info: label(purpose), count: keyByteCount)
    }

    private static func label(_ purpose: String) -> [UInt8] { Array("ONION1/\(purpose)\0".utf8) }
}
