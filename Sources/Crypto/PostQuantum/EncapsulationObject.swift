internal import COpenSSL

/// OpenSSL's ML-KEM-768 keys, and the two operations on them, by functions that OpenSSL 3.0 declares already.
///
/// Callers have checked every length.
enum EncapsulationObject {
    /// A context by the algorithm's name; refused where the library does not know it.
    static func makeContext() throws(CryptoError) -> OpenSSLObject {
        try unsafe OpenSSLObject(EVP_PKEY_CTX_new_from_name(nil, onion_key_type_ml_kem_768, nil), free: EVP_PKEY_CTX_free)
    }

    /// A whole key from its seed d ‖ z: the library works everything else out.
    static func make(seed: SecretBytes) throws(CryptoError) -> OpenSSLObject {
        // The heap must stand before the library puts its copy there.
        _ = SecureHeap.state
        let context = try makeContext()
        let object = unsafe seed.withPointer { seed, count in
            unsafe makeKey(context, onion_key_pair, onion_parameter_seed, seed, count)
        }
        return try unsafe OpenSSLObject(object, free: EVP_PKEY_free)
    }

    /// The public half alone.
    static func make(publicKey: [UInt8]) throws(CryptoError) -> OpenSSLObject {
        let context = try makeContext()
        let object = unsafe makeKey(context, onion_public_key, onion_parameter_public_key, publicKey, publicKey.count)
        return try unsafe OpenSSLObject(object, free: EVP_PKEY_free)
    }

    /// The public half of `object`.
    static func publicBytes(of object: OpenSSLObject) throws(CryptoError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: MLKEM768PublicKey.byteCount)
        var count = 0
        let result = unsafe EVP_PKEY_get_octet_string_param(
            object.pointer, onion_parameter_public_key, &bytes, bytes.count, &count)
        guard result == 1, count == bytes.count else { throw CryptoLibrary.failure() }
        return bytes
    }

    /// A secret and its ciphertext for the public key `object`; `message` stands in for chance in vectors.
    static func encapsulate(to object: OpenSSLObject, message: SecretBytes?) throws(CryptoError) -> Encapsulation {
        let context = try makeContext(of: object)
        guard startEncapsulating(context, message) == 1 else { throw CryptoLibrary.failure() }
        var ciphertext = [UInt8](repeating: 0, count: MLKEM768PublicKey.ciphertextByteCount)
        var count = ciphertext.count
        let secret = try unsafe makeSecret { place, secretCount in
            unsafe EVP_PKEY_encapsulate(context.pointer, &ciphertext, &count, place, &secretCount)
        }
        guard count == ciphertext.count else { throw CryptoLibrary.failure() }
        return Encapsulation(secret: secret, ciphertext: ciphertext)
    }

    /// The secret that the key `object` finds in `ciphertext`.
    static func decapsulate(_ ciphertext: [UInt8], with object: OpenSSLObject) throws(CryptoError) -> SecretBytes {
        let context = try makeContext(of: object)
        guard unsafe EVP_PKEY_decapsulate_init(context.pointer, nil) == 1 else { throw CryptoLibrary.failure() }
        return try unsafe makeSecret { place, secretCount in
            unsafe EVP_PKEY_decapsulate(context.pointer, place, &secretCount, ciphertext, ciphertext.count)
        }
    }

    private static func makeContext(of object: OpenSSLObject) throws(CryptoError) -> OpenSSLObject {
        try unsafe OpenSSLObject(EVP_PKEY_CTX_new_from_pkey(nil, object.pointer, nil), free: EVP_PKEY_CTX_free)
    }

    /// A key from one run of bytes; nil when the library refuses them.
    private static func makeKey(
        _ context: OpenSSLObject, _ selection: Int32, _ name: UnsafePointer<CChar>?, _ bytes: UnsafePointer<UInt8>, _ count: Int
    ) -> OpaquePointer? {
        guard unsafe EVP_PKEY_fromdata_init(context.pointer) == 1 else { return nil }
        // The library declares its inputs writable and only reads them.
        let bytes = unsafe UnsafeMutableRawPointer(mutating: bytes)
        var parameters = unsafe [OSSL_PARAM_construct_octet_string(name, bytes, count), OSSL_PARAM_construct_end()]
        var object: OpaquePointer?
        guard unsafe EVP_PKEY_fromdata(context.pointer, &object, selection, &parameters) == 1 else { return nil }
        return unsafe object
    }

    private static func startEncapsulating(_ context: OpenSSLObject, _ message: SecretBytes?) -> Int32 {
        guard let message else { return unsafe EVP_PKEY_encapsulate_init(context.pointer, nil) }
        return unsafe message.withPointer { message, count in
            let message = unsafe UnsafeMutableRawPointer(mutating: message)
            let parameters = unsafe [
                OSSL_PARAM_construct_octet_string(onion_parameter_encapsulation_message, message, count), OSSL_PARAM_construct_end(),
            ]
            return unsafe EVP_PKEY_encapsulate_init(context.pointer, parameters)
        }
    }

    /// A secret that a C call writes in place.
    private static func makeSecret(
        _ body: (UnsafeMutablePointer<UInt8>?, inout Int) -> Int32
    ) throws(CryptoError) -> SecretBytes {
        var result: Int32 = 0
        var written = MLKEM768PublicKey.secretByteCount
        let secret = SecretBytes(count: MLKEM768PublicKey.secretByteCount) { output in
            unsafe output.fill { place in
                // Zeros stand where a failed call writes nothing.
                unsafe place?.update(repeating: 0, count: MLKEM768PublicKey.secretByteCount)
                result = unsafe body(place, &written)
                return MLKEM768PublicKey.secretByteCount
            }
        }
        guard result == 1, written == secret.count else { throw CryptoLibrary.failure() }
        return secret
    }
}
