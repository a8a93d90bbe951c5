internal import COpenSSL
private import Glibc

/// Whether this process's memory may be written to disk or read by others.
public enum CoreDumps {
    /// Forbids core dumps of this process, and the reading of its memory by other processes of its user.
    ///
    /// **Errors** ``CryptoError/libraryFailure`` when the kernel refuses. **Source** protocol §11.9.
    public static func forbid() throws(CryptoError) {
        // A dump that the kernel pipes to a program ignores the limit of zero bytes: that is what the second call is for.
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0, onion_forbid_dumps() == 0 else {
            throw .libraryFailure
        }
    }
}
