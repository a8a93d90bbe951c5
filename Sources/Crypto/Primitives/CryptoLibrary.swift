internal import COpenSSL
private import Glibc

/// The state of OpenSSL in this process, and what happens when it can't work.
///
/// Operations that can fail on an input throw ``CryptoError``. Hashing, keyed hashing and randomness can't fail on any input;
/// they fail only when OpenSSL is broken or the machine has no memory left, and then no safe answer exists: a wrong hash or a
/// guessable key is worse than none. For these, and only these, the process ends (``require(_:)``), as Swift itself does when an
/// allocation fails. Nothing a stranger sends can bring it about: lengths and values are checked before the library is called.
public enum CryptoLibrary {
    /// Prepares OpenSSL; every door into the library passes here first.
    ///
    /// No clean-up at exit: it would free tables under threads that still run. No configuration file: what the primitives are must
    /// not depend on a file or an environment variable outside of the node.
    static let isPrepared: Bool = {
        let options = UInt64(OPENSSL_INIT_NO_ATEXIT) | UInt64(OPENSSL_INIT_NO_LOAD_CONFIG)
        return OPENSSL_init_crypto(options, nil) == 1
    }()

    /// Checks once, at start, that every algorithm is there and the random generator is seeded, so that a broken installation is
    /// refused with plain words and not found out later.
    ///
    /// **Errors** ``CryptoError/libraryFailure``.
    public static func check() throws(CryptoError) {
        guard isPrepared, RAND_status() == 1 else { throw failure() }
        for name in ["SHA2-256", "SHA2-512", "SHA3-256"] {
            _ = try unsafe OpenSSLObject(EVP_MD_fetch(nil, name, nil), free: EVP_MD_free)
        }
        for name in ["ChaCha20-Poly1305", "AES-128-CBC", "AES-256-CBC", "AES-256-SIV"] {
            _ = try unsafe OpenSSLObject(EVP_CIPHER_fetch(nil, name, nil), free: EVP_CIPHER_free)
        }
        _ = try unsafe OpenSSLObject(EVP_MAC_fetch(nil, "HMAC", nil), free: EVP_MAC_free)
        for name in ["X25519", "ED25519"] {
            _ = try unsafe OpenSSLObject(EVP_KEYMGMT_fetch(nil, name, nil), free: EVP_KEYMGMT_free)
        }
    }

    /// The error for a failed call. The library's own error queue may quote inputs: it is emptied, never printed.
    static func failure(_ error: CryptoError = .libraryFailure) -> CryptoError {
        ERR_clear_error()
        return error
    }

    /// Goes on only when a call that no input can make fail has succeeded; else ends the process.
    static func require(_ succeeded: Bool) {
        if !succeeded { end() }
    }

    /// What a call gave that no input can make fail; else ends the process.
    static func required<Value>(_ body: () throws(CryptoError) -> Value) -> Value {
        do { return try body() } catch { end() }
    }

    /// Ends the process at once, with plain words and without a core dump, which would hold secrets.
    private static func end() -> Never {
        let words = Array("onionnode: the cryptographic library failed (no memory, or no randomness); nothing safe can be done\n".utf8)
        _ = unsafe write(STDERR_FILENO, words, words.count)
        _exit(EX_SOFTWARE)
    }
}
