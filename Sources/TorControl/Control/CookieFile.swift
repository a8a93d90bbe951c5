internal import Crypto
internal import Glibc

/// Reads tor's authentication cookie.
enum CookieFile {
    /// The 32 bytes at `path`.
    ///
    /// A server may name any path, so the file must be a regular one and have exactly 32 bytes; what is read is never sent, only used as
    /// input to a hash.
    ///
    /// **Errors** ``TorControlError/cookieUnreadable``, ``TorControlError/cookieWrongSize(_:)``.
    static func read(_ path: String) throws(TorControlError) -> SecretBytes {
        // O_NONBLOCK: opening a FIFO must not hold the loop.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .cookieUnreadable }
        defer { close(descriptor) }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw .cookieUnreadable }
        guard facts.st_size == SafeCookie.byteCount else { throw .cookieWrongSize(Int(facts.st_size)) }
        var bytes = [UInt8](repeating: 0, count: SafeCookie.byteCount)
        let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
        guard count == SafeCookie.byteCount else { throw .cookieUnreadable }
        return SecretBytes(copying: bytes)
    }
}
