internal import COpenSSL

/// Makes OpenSSL's key objects from raw bytes.
///
/// By parameters and a context that is used again: OpenSSL's calls for raw bytes look the algorithm up each time (over 1 µs).
enum KeyObject {
    enum Kind {
        case ed25519
        case x25519

        /// Contexts that make keys of this kind. They hold nothing of a key.
        fileprivate var makers: ContextShelf {
            switch self {
            case .ed25519: KeyObject.ed25519Makers
            case .x25519: KeyObject.x25519Makers
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
        return try secret.withSpan { (secret) throws(CryptoError) in
            try unsafe secret.withUnsafeBytes { (secret) throws(CryptoError) in
                try unsafe make(kind, onion_key_pair, [part(onion_parameter_private_key, secret), OSSL_PARAM_construct_end()])
            }
        }
    }

    /// From the public half.
    static func make(_ kind: Kind, publicKey: [UInt8]) throws(CryptoError) -> OpenSSLObject {
        try requireLength(publicKey.count, byteCount)
        CryptoLibrary.require(CryptoLibrary.isPrepared)
        return try unsafe publicKey.span.withUnsafeBytes { (publicKey) throws(CryptoError) in
            try unsafe make(kind, onion_public_key, [part(onion_parameter_public_key, publicKey), OSSL_PARAM_construct_end()])
        }
    }

    /// Calls `body` with an X25519 object of `publicKey`: one that is lent, since giving it another key takes a hundredth of the time
    /// that a new object does.
    static func withPeer<Result>(
        _ publicKey: AgreementPublicKey, _ body: (OpenSSLObject) throws(CryptoError) -> Result
    ) throws(CryptoError) -> Result {
        let peer = peers.lend()
        defer { peers.takeBack(peer) }
        let bytes = publicKey.bytes
        guard unsafe EVP_PKEY_set1_encoded_public_key(peer.pointer, bytes, bytes.count) == 1 else { throw CryptoLibrary.failure() }
        return try body(peer)
    }

    /// From both halves, which belong together: nothing is worked out (1 µs).
    static func make(_ kind: Kind, secret: SecretBytes, publicKey: [UInt8]) throws(CryptoError) -> OpenSSLObject {
        try requireLength(secret.count, byteCount)
        try requireLength(publicKey.count, byteCount)
        _ = SecureHeap.state
        return try secret.withSpan { (secret) throws(CryptoError) in
            try unsafe secret.withUnsafeBytes { (secret) throws(CryptoError) in
                try unsafe publicKey.span.withUnsafeBytes { (publicKey) throws(CryptoError) in
                    try unsafe make(
                        kind, onion_key_pair,
                        [
                            part(onion_parameter_private_key, secret), part(onion_parameter_public_key, publicKey),
                            OSSL_PARAM_construct_end(),
                        ])
                }
            }
        }
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

    private static let ed25519Makers = unsafe makers(onion_key_type_ed25519)
    private static let x25519Makers = unsafe makers(onion_key_type_x25519)
    /// Objects for the other end's public key, whatever it is. The base point stands in them at first.
    private static let peers = ContextShelf { () throws(CryptoError) in
        try make(.x25519, publicKey: [9] + [UInt8](repeating: 0, count: byteCount - 1))
    }

    /// `name` is a constant of C: the library keeps the pointer.
    private static func makers(_ name: UnsafePointer<CChar>?) -> ContextShelf {
        let name = UInt(bitPattern: name)
        return ContextShelf { () throws(CryptoError) in
            CryptoLibrary.require(CryptoLibrary.isPrepared)
            let context = try unsafe OpenSSLObject(
                EVP_PKEY_CTX_new_from_name(nil, UnsafePointer(bitPattern: name), nil), free: EVP_PKEY_CTX_free)
            guard unsafe EVP_PKEY_fromdata_init(context.pointer) == 1 else { throw CryptoLibrary.failure() }
            return context
        }
    }

    /// One half as a parameter. The library declares its inputs writable and only reads them.
    private static func part(_ name: UnsafePointer<CChar>?, _ bytes: UnsafeRawBufferPointer) -> OSSL_PARAM {
        unsafe OSSL_PARAM_construct_octet_string(name, UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }

    private static func make(_ kind: Kind, _ selection: Int32, _ parts: [OSSL_PARAM]) throws(CryptoError) -> OpenSSLObject {
        let context = kind.makers.lend()
        defer { kind.makers.takeBack(context) }
        var parts = unsafe parts
        var object: OpaquePointer?
        guard unsafe EVP_PKEY_fromdata(context.pointer, &object, selection, &parts) == 1 else { throw CryptoLibrary.failure() }
        return try unsafe OpenSSLObject(object, free: EVP_PKEY_free)
    }
}
