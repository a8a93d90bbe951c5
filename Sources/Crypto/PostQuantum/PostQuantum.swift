internal import COpenSSL

/// Whether this machine can agree on keys that a quantum computer does not break.
///
/// The build needs OpenSSL 3.0 only; ML-KEM came with 3.5. So the library is asked at run time, by name, and everything else works
/// without it.
public enum PostQuantum {
    /// Whether the loaded libcrypto offers ML-KEM-768, and with it ``MLKEM768Key`` and ``XWingKey``. Asked once; it can't change.
    public static let isAvailable: Bool = {
        guard CryptoLibrary.isPrepared else { return false }
        do {
            _ = try EncapsulationObject.makeContext()
            return true
        } catch { return false }
    }()

    /// Goes on only where ML-KEM-768 is offered.
    static func require() throws(CryptoError) {
        guard isAvailable else { throw .algorithmNotOffered }
    }
}
