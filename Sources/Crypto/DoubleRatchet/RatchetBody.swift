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

    /// The keys of one body, in one secret.
    private struct Keys {
        /// Whole blocks of HKDF: a cut to 80 bytes would copy them.
        private static let byteCount = 96

        private let bytes: SecretBytes

        init(_ messageKey: SecretBytes, with code: inout HMACSHA256) {
            bytes = HKDFSHA256.derive(messageKey, info: info, count: Self.byteCount, with: &code)
        }

        /// Reads the encryption key and the initialization vector in place.
        func withCipherKeys<Result>(
            _ body: (_ key: Span<UInt8>, _ initializationVector: Span<UInt8>) throws(CryptoError) -> Result
        ) throws(CryptoError) -> Result {
            try bytes.withSpan { (bytes) throws(CryptoError) in try body(bytes.extracting(0..<32), bytes.extracting(64..<80)) }
        }

        /// Lets `code` take in all that the tag covers.
        func authenticate(
            _ associatedData: [UInt8], _ header: RatchetHeader, _ ciphertext: Span<UInt8>, with code: inout HMACSHA256
        ) {
            bytes.withSpan { code.restart(key: $0.extracting(32..<64)) }
            code.update(associatedData)
            code.update(header.bytes)
            code.update(ciphertext)
        }
    }

    /// How long the body of a plaintext of `count` bytes is.
    static func byteCount(forPlaintext count: Int) -> Int { AESCBC.encryptedByteCount(forPlaintext: count) + tagByteCount }

    /// Whether a body can have `count` bytes at all.
    static func isPossible(byteCount count: Int) -> Bool {
        count >= byteCount(forPlaintext: 0) && (count - tagByteCount).isMultiple(of: AESCBC.blockByteCount)
    }

    /// Appends the body of `plaintext` to `output`, which has room for it; `code` is lent for the computation.
    static func seal(
        _ plaintext: [UInt8], messageKey: SecretBytes, header: RatchetHeader, associatedData: [UInt8], with code: inout HMACSHA256,
        into output: inout OutputSpan<UInt8>
    ) {
        let keys = Keys(messageKey, with: &code)
        let start = output.count
        CryptoLibrary.required { () throws(CryptoError) in
            try keys.withCipherKeys { (key, vector) throws(CryptoError) in
                try AESCBC.encrypt(plaintext, key: key, initializationVector: vector, into: &output)
            }
        }
        keys.authenticate(associatedData, header, output.span.extracting(start..<output.count), with: &code)
        code.appendCode(to: &output)
    }

    /// Opens the body, which is what follows `start` in `envelope`.
    static func open(
        _ envelope: [UInt8], from start: Int, messageKey: SecretBytes, header: RatchetHeader, associatedData: [UInt8],
        with code: inout HMACSHA256
    ) throws(RatchetError) -> [UInt8] {
        let count = envelope.count - start
        guard isPossible(byteCount: count) else { throw .wrongLength(count) }
        let keys = Keys(messageKey, with: &code)
        let ciphertext = envelope.span.extracting(start..<envelope.count - tagByteCount)
        keys.authenticate(associatedData, header, ciphertext, with: &code)
        guard code.isEqual(to: envelope.span.extracting(last: tagByteCount)),
            let plaintext = try? keys.withCipherKeys({ (key, vector) throws(CryptoError) in
                try AESCBC.decrypt(ciphertext, key: key, initializationVector: vector)
            })
        else { throw .bodyNotAuthentic }
        return plaintext
    }
}
