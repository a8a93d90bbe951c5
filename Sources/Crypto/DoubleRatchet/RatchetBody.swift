/// The authenticated encryption of message bodies: AES-256-CBC, then HMAC-SHA256 over associated data, plain header and ciphertext.
///
/// Each message key seals one message, so the initialization vector may come from it too.
///
/// **Layout** AES-CBC ciphertext with PKCS #7 padding ‖ tag 32. HKDF-SHA256(salt = 0³², ikm = message key, info = `ONION1/ratchet body\0`) →
/// encryption key 32 ‖ authentication key 32 ‖ initialization vector 16.
/// **Source** Signal, "The Double Ratchet Algorithm", revision 3, §7.2 (`ENCRYPT`); PyPI's `DoubleRatchet`, `aead_aes_hmac` with SHA-256.
enum RatchetBody {
    /// The info of the body keys.
    static let info = Array("ONION1/ratchet body\0".utf8)
    static let tagByteCount = HMACSHA256.byteCount
    private static let salt = SecretBytes(copying: [UInt8](repeating: 0, count: 32))

    private struct Keys {
        let encryption: SecretBytes
        let authentication: SecretBytes
        let initializationVector: [UInt8]

        init(_ messageKey: SecretBytes) {
            let keys = HKDFSHA256.derive(messageKey, salt: salt, info: info, count: 80)
            encryption = keys[0..<32]
            authentication = keys[32..<64]
            initializationVector = keys[64..<80].exposed()
        }

        func tag(_ associatedData: [UInt8], _ header: RatchetHeader, _ ciphertext: [UInt8]) -> [UInt8] {
            var code = HMACSHA256(key: authentication)
            code.update(associatedData)
            code.update(header.bytes)
            code.update(ciphertext)
            return code.finish()
        }
    }

    /// How long the body of a plaintext of `count` bytes is.
    static func byteCount(forPlaintext count: Int) -> Int { AESCBC.encryptedByteCount(forPlaintext: count) + tagByteCount }

    /// Whether a body can have `count` bytes at all.
    static func isPossible(byteCount count: Int) -> Bool {
        count >= byteCount(forPlaintext: 0) && (count - tagByteCount).isMultiple(of: AESCBC.blockByteCount)
    }

    static func seal(_ plaintext: [UInt8], messageKey: SecretBytes, header: RatchetHeader, associatedData: [UInt8]) -> [UInt8] {
        let keys = Keys(messageKey)
        let ciphertext = CryptoLibrary.required { () throws(CryptoError) in
            try AESCBC.encrypt(plaintext, key: keys.encryption, initializationVector: keys.initializationVector)
        }
        return ciphertext + keys.tag(associatedData, header, ciphertext)
    }

    static func open(
        _ body: [UInt8], messageKey: SecretBytes, header: RatchetHeader, associatedData: [UInt8]
    ) throws(RatchetError) -> [UInt8] {
        guard isPossible(byteCount: body.count) else { throw .wrongLength(body.count) }
        let keys = Keys(messageKey)
        let ciphertext = Array(body.dropLast(tagByteCount))
        guard constantTimeEqual(keys.tag(associatedData, header, ciphertext), Array(body.suffix(tagByteCount))),
            let plaintext = try? AESCBC.decrypt(
                ciphertext, key: keys.encryption, initializationVector: keys.initializationVector)
        else { throw .bodyNotAuthentic }
        return plaintext
    }
}
