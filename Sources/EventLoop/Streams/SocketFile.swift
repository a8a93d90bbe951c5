import Glibc

/// The file of a listening unix socket: made private, and removed only while it is still ours.
struct SocketFile {
    private let path: String
    private let device: dev_t
    private let node: ino_t

    /// Makes the file of a socket that is bound and does not listen yet readable for its owner alone (0600).
    init(protecting path: String) throws(StreamError) {
        var status = stat()
        guard unsafe chmod(path, 0o600) == 0, unsafe lstat(path, &status) == 0 else { throw .failed(code: errno) }
        self.path = path
        device = status.st_dev
        node = status.st_ino
    }

    /// Removes the file, unless another one has taken its place.
    func remove() {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_dev == device, status.st_ino == node else { return }
        _ = unsafe unlink(path)
    }

    /// Removes a socket that a process left behind when it was killed.
    /// **Errors** `EEXIST` when the file is no socket, `EADDRINUSE` when somebody listens on it.
    static func removeStale(at path: String) throws(StreamError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .failed(code: EEXIST) }
        let endpoint = Endpoint.unix(path: path)
        let probe = try endpoint.makeSocket()
        do {
            try probe.connect(to: endpoint)
        } catch .refused {
            _ = unsafe unlink(path)
            return
        } catch .notFound {
            return
        } catch .failed(code: EAGAIN) {
            // Somebody listens and is busy.
        }
        throw .failed(code: EADDRINUSE)
    }
}
