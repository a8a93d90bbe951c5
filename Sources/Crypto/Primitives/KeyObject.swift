internal import COpenSSL

/// Makes OpenSSL's key objects from raw bytes.
enum KeyObject {
    enum Kind {
        case ed25519
        case x25519

        /// A constant of C: the library keeps the pointer.
        fileprivate var name: UnsafePointer<CChar>? {
            switch self {
            case .ed25519: unsafe onion_key_type_ed25519
            case .x25519: unsafe onion_key_type_x25519
            }
        }
    }

    /// The number of bytes of each half, for both kinds.
    static let byteCount = 32

    /// From the private half alone: the library works the public half out (over 20 µs).
    static func make(_ kind: Kind, secret: SecretBytes) throws(CryptoError) -> OpenSSLObject {
        try requireLength(secret.count, byteCount)
        // The heap must stand before the library puts its copy there.
        _ = SecureHeap.state
        let object = unsafe secret.withPointer { secret, count in
            unsafe EVP_PKEY_new_raw_private_key_ex(nil, kind.name, nil, secret, count)
        }
        return try unsafe OpenSSLObject(object, free: EVP_PKEY_free)
    }

    /// From the public half.
    static func make(_ kind: Kind, publicKey: [UInt8]) throws(CryptoError) -> OpenSSLObject {
        try requireLength(publicKey.count, byteCount)
        CryptoLibrary.require(CryptoLibrary.isPrepared)
        return try unsafe OpenSSLObject(
            EVP_PKEY_new_raw_public_key_ex(nil, kind.name, nil, publicKey, publicKey.count), free: EVP_PKEY_free)
    }

    /// From both halves, which belong together: nothing is worked out (1 µs).
    static func make(_ kind: Kind, secret: SecretBytes, publicKey: [UInt8]) throws(CryptoError) -> OpenSSLObject {
        try requireLength(secret.count, byteCount)
        try requireLength(publicKey.count, byteCount)
        _ = SecureHeap.state
        let context = try unsafe OpenSSLObject(EVP_PKEY_CTX_new_from_name(nil, kind.name, nil), free: EVP_PKEY_CTX_free)
        guard unsafe EVP_PKEY_fromdata_init(context.pointer) == 1 else { throw CryptoLibrary.failure() }
        var publicKey = publicKey
        var object: OpaquePointer?
        let result = unsafe secret.withPointer { secret, _ in
            // The library declares its inputs writable and only reads them.
            let secret = unsafe UnsafeMutableRawPointer(mutating: secret)
            return unsafe publicKey.withUnsafeMutableBytes { publicKey in
                var parameters = unsafe [
                    OSSL_PARAM_construct_octet_string(onion_parameter_private_key, secret, byteCount),
                    OSSL_PARAM_construct_octet_string(onion_parameter_public_key, publicKey.baseAddress, byteCount),
                    OSSL_PARAM_construct_end(),
                ]
                return unsafe EVP_PKEY_fromdata(context.pointer, &object, onion_key_pair, &parameters)
            }
        }
        guard result == 1 else { throw CryptoLibrary.failure() }
        return try unsafe OpenSSLObject(object, free: EVP_PKEY_free)
    }

    /// The public half of `object`.
    static func publicBytes(of object: OpenSSLObject) throws(CryptoError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        var count = byteCount
        guard unsafe EVP_PKEY_get_raw_public_key(object.pointer, &bytes, &count) == 1, count == byteCount else {
            throw CryptoLibrary.failure()
        }
        return bytes
    }
}
